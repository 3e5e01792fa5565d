package com.happypancake.extractor.pace;

import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.extractor.ReadOptions.PacingOptions;
import com.happypancake.extractor.TimeWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Slows or pauses the readers of a run: for the rate limits, outside the time window, while the
 * server is overloaded, and while a person has paused the run.
 *
 * <p>A file with a known name pauses the run until somebody deletes it. While the run blocks other
 * sessions, it reads the current chunk to its end even during a pause, since that releases its
 * locks. No new chunk begins.
 */
public final class Throttle {

  /** The name of the file that pauses the run. It lies in the folder of the run's state. */
  public static final String PAUSE_FILE = "paused";

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Optional<RateLimit> rows;
  private final Optional<RateLimit> bytes;
  private final Optional<TimeWindow> window;
  private final ZoneId zone;
  private final Path pauseFile;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Consumer<ExtractionEvent> events;
  private final ServerHealth health = new ServerHealth();
  private long lookedNanos;
  private final ThreadLocal<Long> countedNanos;
  private boolean paused;
  private String told = "";

  /**
   * Creates a throttle.
   *
   * @param zone the time zone of the window
   * @param state the folder that may hold the pause file
   * @param nanoTime the clock for the rates, in nanoseconds from any origin
   */
  public Throttle(
      PacingOptions pacing,
      ZoneId zone,
      Path state,
      Clock clock,
      LongSupplier nanoTime,
      Consumer<ExtractionEvent> events) {
    this.rows = pacing.maxRowsPerSecond().stream().mapToObj(RateLimit::new).findFirst();
    this.bytes = pacing.maxBytesPerSecond().stream().mapToObj(RateLimit::new).findFirst();
    this.window = pacing.window();
    this.zone = zone;
    this.pauseFile = state.resolve(PAUSE_FILE);
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.events = events;
    this.lookedNanos = nanoTime.getAsLong() - LOOK_NANOS;
    this.countedNanos = ThreadLocal.withInitial(nanoTime::getAsLong);
  }

  public void awaitChunk() throws InterruptedException {
    boolean waited = false;
    while (true) {
      Duration wait = window.map(hours -> hours.untilOpen(now())).orElse(Duration.ZERO);
      if (wait.isZero()) {
        break;
      }
      tell("until the window " + window.orElseThrow() + " opens");
      waited = true;
      pause(Math.min(wait.toNanos(), LOOK_NANOS));
    }
    awaitOpen(false, waited);
  }

  /** Returns after how many rows to call {@link #read}, so that rows don't come in bursts. */
  public long rowsPerBatch(long most) {
    return rows.map(rate -> rate.share(most)).orElse(most);
  }

  /** Returns after how many bytes to call {@link #read}, so that bytes don't come in bursts. */
  public long bytesPerBatch(long most) {
    return bytes.map(rate -> rate.share(most)).orElse(most);
  }

  private ZonedDateTime now() {
    return clock.instant().atZone(zone);
  }

  /**
   * Counts rows that were read, and waits as long as the limits require.
   *
   * @param moreBytes as the source sends them
   */
  public void read(long moreRows, long moreBytes) throws InterruptedException {
    long wait = count(moreRows, moreBytes);
    while (wait > 0) {
      long part = Math.min(wait, LOOK_NANOS);
      pause(part);
      wait -= part;
    }
    awaitOpen(true, false);
  }

  private synchronized long count(long moreRows, long moreBytes) {
    long now = nanoTime.getAsLong();
    long wait = rows.map(rate -> rate.count(now, moreRows)).orElse(0L);
    wait = Math.max(wait, bytes.map(rate -> rate.count(now, moreBytes)).orElse(0L));
    double speed = health.speedAmidRows();
    if (speed > 0 && speed < 1) {
      // Reading took the time since the last count. A fraction of the speed stretches that time.
      long took = Math.min(now - countedNanos.get(), TimeUnit.SECONDS.toNanos(1));
      wait = Math.max(wait, (long) (took * (1 / speed - 1)));
    }
    countedNanos.set(now + Math.max(0, wait));
    return wait;
  }

  /**
   * Waits while reading is paused. Only a thread that has waited reports that reading continues,
   * since others may still wait for the window.
   */
  private void awaitOpen(boolean amidRows, boolean alreadyWaited) throws InterruptedException {
    boolean waited = alreadyWaited;
    while (true) {
      Optional<String> why = closed(amidRows);
      if (why.isEmpty()) {
        if (waited) {
          tell("");
        }
        return;
      }
      tell(why.get());
      waited = true;
      pause(LOOK_NANOS);
    }
  }

  private synchronized Optional<String> closed(boolean amidRows) {
    long now = nanoTime.getAsLong();
    // No chunk begins once the pause file is there.
    if (!amidRows || now - lookedNanos >= LOOK_NANOS) {
      lookedNanos = now;
      paused = Files.exists(pauseFile);
    }
    if (amidRows && health.isBlocking()) {
      return Optional.empty();
    }
    if (paused) {
      return Optional.of("somebody paused it; hpc extract continue lets it go on");
    }
    return health.speed() > 0
        ? Optional.empty()
        : Optional.of("the server is overloaded: " + health.reason());
  }

  private synchronized void tell(String why) {
    if (!why.equals(told)) {
      told = why;
      if (why.isEmpty()) {
        events.accept(new ExtractionEvent.Resumed());
      } else {
        events.accept(new ExtractionEvent.Paused(why));
      }
    }
  }

  public synchronized void probed(long latencyNanos, OptionalLong blocked, OptionalDouble waiting) {
    health.probed(latencyNanos, blocked, waiting);
  }

  public synchronized void probeFailed() {
    health.failed();
  }

  private static void pause(long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanos);
  }
}
