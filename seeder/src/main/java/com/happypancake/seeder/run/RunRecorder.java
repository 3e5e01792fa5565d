package com.happypancake.seeder.run;

import com.happypancake.schemas.seed.LogEntry;
import com.happypancake.schemas.seed.Progress;
import com.happypancake.seeder.engine.SeedEngine;
import com.happypancake.seeder.log.SeedLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a run into its log, and then tells the engine what is on the disk.
 *
 * <p>{@link #take} and {@link #done} read and change the engine, so they need its lock. {@link
 * #write} waits for the disk and needs none. Called in this order by one thread.
 */
final class RunRecorder {

  private final SeedLog log;
  private final List<LogEntry.Builder> entries = new ArrayList<>();
  private Optional<Progress> progress = Optional.empty();

  RunRecorder(SeedLog log) {
    this.log = log;
  }

  /** Takes what the log should say now. Returns false if it says so already. */
  boolean take(SeedEngine<?> engine) {
    progress = engine.takeProgress();
    add(engine);
    return progress.isPresent() || !entries.isEmpty();
  }

  /** Takes what the log should say at the end of the run. */
  void takeLast(SeedEngine<?> engine, LogEntry.Builder end) {
    progress = Optional.of(engine.progress());
    add(engine);
    entries.add(end);
  }

  private void add(SeedEngine<?> engine) {
    engine
        .takeIncidents()
        .forEach(incident -> entries.add(LogEntry.newBuilder().setIncident(incident)));
    progress.ifPresent(each -> entries.add(LogEntry.newBuilder().setProgress(each)));
  }

  /** Writes to the disk what was taken. */
  void write() throws IOException {
    for (LogEntry.Builder entry : entries) {
      log.append(entry);
    }
    log.force();
    entries.clear();
  }

  /** Tells the engine what was written. */
  void done(SeedEngine<?> engine) {
    progress.ifPresent(engine::synced);
    progress = Optional.empty();
  }
}
