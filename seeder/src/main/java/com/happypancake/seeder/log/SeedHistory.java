package com.happypancake.seeder.log;

import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.LedgerSeed;
import com.happypancake.schemas.seed.LogEntry;
import com.happypancake.schemas.seed.LogOpened;
import com.happypancake.schemas.seed.Progress;
import com.happypancake.schemas.seed.RunStarted;
import com.happypancake.schemas.seed.RunStopped;
import com.happypancake.schemas.seed.SeedBegun;
import com.happypancake.schemas.seed.SeedChoice;
import com.happypancake.schemas.seed.Transport;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the entries of a seed log say. Not thread-safe. */
public final class SeedHistory {

  private final Map<String, PastSeed> seeds = new LinkedHashMap<>();
  private Optional<LogOpened> opened = Optional.empty();
  private Optional<PastSeed> current = Optional.empty();

  /** Adds the next entry of the log. */
  public void add(LogEntry entry) {
    switch (entry.getEntryCase()) {
      case OPENED -> opened = Optional.of(entry.getOpened());
      case BEGUN -> seeds.put(entry.getBegun().getName(), new PastSeed(entry.getBegun()));
      case STARTED -> {
        current = Optional.ofNullable(seeds.get(entry.getStarted().getName()));
        current.ifPresent(seed -> seed.started(new PastRun(entry.getStarted())));
      }
      case PROGRESS -> current.ifPresent(seed -> seed.progress = entry.getProgress());
      case STOPPED -> current.ifPresent(seed -> seed.lastRun().stopped(entry.getStopped()));
      case FINISHED ->
          Optional.ofNullable(seeds.get(entry.getFinished().getName()))
              .ifPresent(seed -> seed.finished = true);
      case INCIDENT -> current.ifPresent(seed -> seed.happened(entry.getIncident()));
      case SAMPLE, ENTRY_NOT_SET -> {}
    }
  }

  /** Returns where the seeds go; empty for a new log. */
  public Optional<LogOpened> opened() {
    return opened;
  }

  /** Returns the seeds in the order in which they were begun. */
  public Collection<PastSeed> seeds() {
    return seeds.values();
  }

  /** Returns the seed with a name. */
  public Optional<PastSeed> seed(String name) {
    return Optional.ofNullable(seeds.get(name));
  }

  /** Returns the seeds as the ledger has them. */
  public List<LedgerSeed> toLedger() {
    return seeds.values().stream()
        .map(
            seed ->
                LedgerSeed.newBuilder()
                    .setBegun(seed.begun())
                    .setPrefix(seed.progress().getPrefix())
                    .setConfirmed(seed.progress().getConfirmed())
                    .setSentTo(seed.progress().getSentTo())
                    .setFinished(seed.isFinished())
                    .addAllRefused(seed.refused().keySet())
                    .build())
        .toList();
  }

  /** A seed of the log. */
  public static final class PastSeed {

    private final SeedBegun begun;
    private final List<PastRun> runs = new ArrayList<>();
    private Progress progress = Progress.getDefaultInstance();
    private boolean finished;
    private final Map<Long, String> refused = new HashMap<>();

    /** The highest ordinal that the runs before the last one may have sent. */
    private long maySentBefore;

    private PastSeed(SeedBegun begun) {
      this.begun = begun;
    }

    private void started(PastRun run) {
      maySentBefore = maySentTo();
      runs.add(run);
    }

    private void happened(Incident incident) {
      if (incident.getKind() == Incident.Kind.KIND_NACKED
          && begun.getTransport() == Transport.TRANSPORT_STREAM) {
        refused.put(incident.getOrdinal(), incident.getWhat());
      }
    }

    /**
     * Returns the events without a confirm that a stream refused, with what happened. The stream
     * would drop them and confirm them if a later event is stored.
     */
    public Map<Long, String> refused() {
      BitSet after = BitSet.valueOf(progress.getAfter().asReadOnlyByteBuffer());
      refused.keySet().removeIf(each -> isConfirmed(each - progress.getPrefix() - 1, after));
      return Collections.unmodifiableMap(new TreeMap<>(refused));
    }

    /**
     * Returns an ordinal that a confirmed event has or exceeds: of a whole folder the highest
     * confirmed one, of a choice 1. It is 0 if no event is confirmed.
     */
    public long confirmedTo() {
      if (!begun.getChoice().equals(SeedChoice.getDefaultInstance())) {
        return Math.min(1, progress.getConfirmed());
      }
      BitSet after = BitSet.valueOf(progress.getAfter().asReadOnlyByteBuffer());
      return progress.getPrefix() + after.length();
    }

    private static boolean isConfirmed(long bit, BitSet after) {
      return bit < 0 || (bit < after.length() && after.get((int) bit));
    }

    private PastRun lastRun() {
      return runs.get(runs.size() - 1);
    }

    /** Returns the seed's settings. */
    public SeedBegun begun() {
      return begun;
    }

    /** Returns its runs, oldest first. */
    public List<PastRun> runs() {
      return List.copyOf(runs);
    }

    /** Returns what is confirmed. */
    public Progress progress() {
      return progress;
    }

    /** Returns whether all its events are confirmed. */
    public boolean isFinished() {
      return finished;
    }

    /**
     * Returns the highest ordinal that may have reached the broker. After an orderly stop it is the
     * last one sent. A killed run may have sent its whole window.
     */
    public long maySentTo() {
      if (runs.isEmpty()) {
        return progress.getPrefix();
      }
      PastRun last = lastRun();
      long window = last.stopped().isPresent() ? 0 : last.started().getWindow();
      long sent = Math.max(progress.getSentTo(), progress.getPrefix() + window);
      return Math.max(sent, maySentBefore);
    }
  }

  /** A run of a seed. */
  public static final class PastRun {

    private final RunStarted started;
    private Optional<RunStopped> stopped = Optional.empty();

    private PastRun(RunStarted started) {
      this.started = started;
    }

    private void stopped(RunStopped entry) {
      stopped = Optional.of(entry);
    }

    /** Returns how it began. */
    public RunStarted started() {
      return started;
    }

    /** Returns how it ended; empty if it was killed or still runs. */
    public Optional<RunStopped> stopped() {
      return stopped;
    }
  }
}
