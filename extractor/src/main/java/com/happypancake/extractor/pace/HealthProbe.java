package com.happypancake.extractor.pace;

import com.happypancake.database.ServerFacts.ServerLoad;
import com.happypancake.database.Session;
import com.happypancake.database.Sessions;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.block.Workers;
import com.happypancake.extractor.ReadOptions.PacingOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Probes the server's health periodically on a separate connection. */
public final class HealthProbe {

  private final Sessions sessions;
  private final Duration interval;
  private final Throttle throttle;
  private final ReaderSessions readers;
  private final Thread thread = new Thread(this::run, "hpc-extract-health");
  private boolean answeredOnce;
  private volatile boolean closed;

  private HealthProbe(
      Sessions sessions, Duration interval, Throttle throttle, ReaderSessions readers) {
    this.sessions = sessions;
    this.interval = interval;
    this.throttle = throttle;
    this.readers = readers;
  }

  /** Starts the probes, unless they are switched off. */
  public static HealthProbe start(
      Sessions sessions, PacingOptions pacing, Throttle throttle, ReaderSessions readers) {
    Duration interval = pacing.probeInterval().orElse(Duration.ZERO);
    HealthProbe probe = new HealthProbe(sessions, interval, throttle, readers);
    if (!interval.isZero()) {
      probe.thread.setDaemon(true);
      probe.thread.start();
    }
    return probe;
  }

  /**
   * Probes until closed. A driver may swallow the interrupt of closing. Failures count only after a
   * first answer. Before it, the source may have no spare connection or may not know the query.
   */
  private void run() {
    try {
      while (!closed) {
        TimeUnit.NANOSECONDS.sleep(interval.toNanos());
        try (Session session = sessions.open()) {
          Optional<ServerLoad> load = session.facts().serverLoad();
          boolean seesOthers = load.isPresent() && load.get().seesOtherSessions();
          while (!closed) {
            look(session);
            if (seesOthers) {
              readers.look(load.orElseThrow());
            }
            TimeUnit.NANOSECONDS.sleep(interval.toNanos());
          }
        } catch (SourceException | RuntimeException e) {
          failed();
        }
      }
    } catch (InterruptedException e) {
      // The run has ended.
    }
  }

  private void look(Session session) throws SourceException, InterruptedException {
    long begun = System.nanoTime();
    boolean answered = session.understands("SELECT 1");
    long latency = System.nanoTime() - begun;
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
    if (answered) {
      answeredOnce = true;
      Optional<ServerLoad> load = session.facts().serverLoad();
      throttle.probed(
          latency,
          load.isPresent() ? load.get().blockedSessions() : OptionalLong.empty(),
          load.isPresent() ? load.get().waitingShare() : OptionalDouble.empty());
    } else {
      failed();
    }
  }

  private void failed() {
    if (answeredOnce) {
      throttle.probeFailed();
    }
  }

  /** Ends the probes and waits until their connection is closed. */
  public void close() {
    closed = true;
    thread.interrupt();
    Workers.awaitEnd(thread);
  }
}
