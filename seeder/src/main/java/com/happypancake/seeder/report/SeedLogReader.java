package com.happypancake.seeder.report;

import com.google.protobuf.Timestamp;
import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.LogEntry;
import com.happypancake.schemas.seed.LogOpened;
import com.happypancake.schemas.seed.Progress;
import com.happypancake.schemas.seed.RunStarted;
import com.happypancake.schemas.seed.RunStopped;
import com.happypancake.schemas.seed.Sample;
import com.happypancake.schemas.seed.SeedBegun;
import com.happypancake.seeder.report.SeedLogReport.ReportedIncident;
import com.happypancake.seeder.report.SeedLogReport.ReportedRun;
import com.happypancake.seeder.report.SeedLogReport.ReportedSeed;
import com.happypancake.seeder.report.SeedLogReport.RunTotals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the entries of a seed log into a report. Not thread-safe. */
public final class SeedLogReader {

  private static final int MOST_INCIDENTS = 500;

  private final Map<String, SeedReading> seeds = new LinkedHashMap<>();
  private Optional<LogOpened> opened = Optional.empty();
  private Optional<SeedReading> current = Optional.empty();

  /** Takes the next entry of the log. Those of an unknown kind are ignored. */
  public void add(LogEntry entry) {
    Instant time = instant(entry.getTime());
    switch (entry.getEntryCase()) {
      case OPENED -> opened = Optional.of(entry.getOpened());
      case BEGUN -> seeds.put(entry.getBegun().getName(), new SeedReading(entry.getBegun()));
      case STARTED -> {
        current = Optional.ofNullable(seeds.get(entry.getStarted().getName()));
        current.ifPresent(seed -> seed.start(time, entry.getStarted()));
      }
      case PROGRESS -> current.ifPresent(seed -> seed.progress(time, entry.getProgress()));
      case INCIDENT -> run().ifPresent(run -> run.incident(time, entry.getIncident()));
      case SAMPLE -> current.ifPresent(seed -> seed.sample(time, entry.getSample()));
      case STOPPED -> run().ifPresent(run -> run.stop(time, entry.getStopped()));
      case FINISHED ->
          Optional.ofNullable(seeds.get(entry.getFinished().getName()))
              .ifPresent(seed -> seed.finished = true);
      case ENTRY_NOT_SET -> {}
    }
  }

  private Optional<RunReading> run() {
    return current.map(SeedReading::run);
  }

  /**
   * Returns the report over all entries so far.
   *
   * @param written the current time
   */
  public SeedLogReport report(Instant written) {
    return new SeedLogReport(
        written, opened, seeds.values().stream().map(SeedReading::report).toList());
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /** What was read of a seed. */
  private static final class SeedReading {

    private final SeedBegun begun;
    private final List<RunReading> runs = new ArrayList<>();
    private final SampleSeries series = new SampleSeries();
    private Progress progress = Progress.getDefaultInstance();
    private boolean finished;

    SeedReading(SeedBegun begun) {
      this.begun = begun;
    }

    void start(Instant time, RunStarted started) {
      runs.add(new RunReading(time, started, progress.getConfirmed()));
    }

    /** Returns the last run. There is one, because a seed becomes the current one by a start. */
    RunReading run() {
      return runs.get(runs.size() - 1);
    }

    void progress(Instant time, Progress now) {
      progress = now;
      run().to = time;
      run().confirmedAfter = now.getConfirmed();
    }

    void sample(Instant time, Sample sample) {
      series.add(SamplePoint.of(runs.size() - 1, time, sample));
      run().sample(time, sample);
    }

    ReportedSeed report() {
      return new ReportedSeed(
          begun,
          progress,
          finished,
          runs.stream().map(RunReading::report).toList(),
          series.points(),
          runs.stream()
              .flatMap(run -> run.stopped.stream())
              .flatMap(end -> end.getProofsList().stream())
              .toList());
    }
  }

  /** What was read of a run. */
  private static final class RunReading {

    private final Instant from;
    private final RunStarted started;
    private final long confirmedBefore;
    private final PlanKeeping planKeeping = new PlanKeeping();
    private final List<ReportedIncident> incidents = new ArrayList<>();
    private Optional<RunStopped> stopped = Optional.empty();
    private Instant to;
    private long confirmedAfter;
    private long moreIncidents;
    private long sent;
    private long returned;
    private long nacked;
    private double peakPerSecond;
    private long maxMicros;

    RunReading(Instant from, RunStarted started, long confirmedBefore) {
      this.from = from;
      this.to = from;
      this.started = started;
      this.confirmedBefore = confirmedBefore;
      this.confirmedAfter = confirmedBefore;
    }

    void incident(Instant time, Incident incident) {
      if (incidents.size() < MOST_INCIDENTS) {
        incidents.add(new ReportedIncident(time, incident));
      } else {
        moreIncidents++;
      }
    }

    void sample(Instant time, Sample sample) {
      to = time;
      planKeeping.add(sample);
      sent += sample.getSent();
      returned += sample.getReturned();
      nacked += sample.getNacked();
      peakPerSecond =
          Math.max(peakPerSecond, sample.getSent() / (Math.max(1, sample.getMillis()) / 1e3));
      maxMicros = Math.max(maxMicros, sample.getMaxMicros());
    }

    void stop(Instant time, RunStopped entry) {
      to = time;
      stopped = Optional.of(entry);
    }

    ReportedRun report() {
      return new ReportedRun(
          from,
          to,
          started,
          stopped,
          new RunTotals(
              sent, confirmedAfter - confirmedBefore, returned, nacked, peakPerSecond, maxMicros),
          planKeeping.words(),
          incidents,
          moreIncidents);
    }
  }
}
