package com.happypancake.seeder.report;

import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.LogOpened;
import com.happypancake.schemas.seed.Progress;
import com.happypancake.schemas.seed.QueueProof;
import com.happypancake.schemas.seed.RunStarted;
import com.happypancake.schemas.seed.RunStopped;
import com.happypancake.schemas.seed.SeedBegun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a report says of a seed log.
 *
 * @param written when the report was made
 * @param opened where the seeds go; empty if the log is empty
 * @param seeds the seeds, in the order in which they began
 */
public record SeedLogReport(Instant written, Optional<LogOpened> opened, List<ReportedSeed> seeds) {

  /** Copies the list. */
  public SeedLogReport {
    seeds = List.copyOf(seeds);
  }

  /**
   * A seed.
   *
   * @param begun its settings
   * @param progress what is confirmed
   * @param finished whether all its events are confirmed
   * @param runs its runs, in order
   * @param points its samples
   * @param proofs what each queue got
   */
  public record ReportedSeed(
      SeedBegun begun,
      Progress progress,
      boolean finished,
      List<ReportedRun> runs,
      List<SamplePoint> points,
      List<QueueProof> proofs) {

    /** Copies the lists. */
    public ReportedSeed {
      runs = List.copyOf(runs);
      points = List.copyOf(points);
      proofs = List.copyOf(proofs);
    }

    /** Returns the number of the chosen events. */
    public long total() {
      return begun.getByTypeList().stream().mapToLong(each -> each.getEvents()).sum();
    }
  }

  /**
   * A run of a seed.
   *
   * @param from when it began
   * @param to when it stopped, or the time of its last entry
   * @param started its settings
   * @param stopped why it stopped; empty if it was killed or still runs
   * @param totals its counts
   * @param planKeeping sentences about how well it kept its plan
   * @param incidents its first incidents
   * @param moreIncidents how many more there were
   */
  public record ReportedRun(
      Instant from,
      Instant to,
      RunStarted started,
      Optional<RunStopped> stopped,
      RunTotals totals,
      String planKeeping,
      List<ReportedIncident> incidents,
      long moreIncidents) {

    /** Copies the list. */
    public ReportedRun {
      incidents = List.copyOf(incidents);
    }

    /** Returns the time that it took. */
    public Duration length() {
      return Duration.between(from, to);
    }

    /** Returns the confirmed events per second, pauses included. */
    public double meanPerSecond() {
      return totals.confirmed() / Math.max(1e-3, length().toMillis() / 1e3);
    }
  }

  /**
   * The counts of a run.
   *
   * @param sent the published events, repeats included
   * @param confirmed the events confirmed in it
   * @param returned the events that came back
   * @param nacked the events that the broker refused
   * @param peakPerSecond the highest rate of a sample
   * @param maxMicros the longest time from an event's planned time to its confirm
   */
  public record RunTotals(
      long sent,
      long confirmed,
      long returned,
      long nacked,
      double peakPerSecond,
      long maxMicros) {}

  /** An incident of a run. */
  public record ReportedIncident(Instant time, Incident incident) {}
}
