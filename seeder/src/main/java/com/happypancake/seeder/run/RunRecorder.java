package com.happypancake.seeder.run;

import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.LogEntry;
import com.happypancake.schemas.seed.Progress;
import com.happypancake.seeder.engine.SeedEngine;
import com.happypancake.seeder.log.SeedLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes a run into its log, and then tells the engine what is on the disk.
 *
 * <p>All methods but {@link #write} need the engine's lock. {@link #write} waits for the disk. One
 * thread calls {@link #take}, {@link #write} and {@link #done}, in this order.
 */
final class RunRecorder {

  private final SeedLog log;
  private final Consumer<Incident> happened;
  private final List<LogEntry.Builder> added = new ArrayList<>();
  private final List<LogEntry.Builder> taken = new ArrayList<>();
  private Optional<Progress> progress = Optional.empty();

  /**
   * Creates a recorder.
   *
   * @param happened receives each incident after it was written
   */
  RunRecorder(SeedLog log, Consumer<Incident> happened) {
    this.log = log;
    this.happened = happened;
  }

  /** Adds an entry. */
  void add(LogEntry.Builder entry) {
    added.add(entry);
  }

  /** Takes what the log should say now. Returns false if it says so already. */
  boolean take(SeedEngine<?> engine) {
    progress = engine.takeProgress();
    takeEntries(engine);
    return !taken.isEmpty();
  }

  /** Takes what the log should say at the end of the run. */
  void takeLast(SeedEngine<?> engine, LogEntry.Builder end) {
    progress = Optional.of(engine.progress());
    takeEntries(engine);
    taken.add(end);
  }

  private void takeEntries(SeedEngine<?> engine) {
    taken.addAll(added);
    added.clear();
    engine
        .takeIncidents()
        .forEach(incident -> taken.add(LogEntry.newBuilder().setIncident(incident)));
    progress.ifPresent(each -> taken.add(LogEntry.newBuilder().setProgress(each)));
  }

  /** Writes to the disk what was taken. */
  void write() throws IOException {
    for (LogEntry.Builder entry : taken) {
      log.append(entry);
    }
    log.force();
    taken.stream()
        .filter(LogEntry.Builder::hasIncident)
        .forEach(entry -> happened.accept(entry.getIncident()));
    taken.clear();
  }

  /** Tells the engine what was written. */
  void done(SeedEngine<?> engine) {
    progress.ifPresent(engine::synced);
    progress = Optional.empty();
  }
}
