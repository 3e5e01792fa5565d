package com.happypancake.seeder.run;

import com.happypancake.schemas.seed.LogEntry;
import com.happypancake.schemas.seed.RunStopped;
import com.happypancake.seeder.engine.SeedEngine;
import com.happypancake.seeder.engine.Step;
import com.happypancake.seeder.engine.Transport;
import com.happypancake.seeder.engine.Transport.Answers;
import com.happypancake.seeder.engine.Transport.Link;
import com.happypancake.seeder.engine.Transport.LinkException;
import com.happypancake.seeder.event.ChosenEvents;
import com.happypancake.seeder.event.EventMessage;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Performs the steps of an engine: one thread connects, reads and publishes, another writes the
 * log, and the client's threads bring the answers.
 *
 * <p>All of them share the engine under {@link #lock}. Nobody holds the lock while he waits for the
 * broker or the disk.
 */
final class SeedRun {

  private final SeedEngine<EventMessage> engine;
  private final Transport transport;
  private final ChosenEvents source;
  private final RunRecorder recorder;
  private final RunPulse pulse;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();

  /** Signalled when the publishing thread may have something to do. */
  private final Condition changed = lock.newCondition();

  private final LogThread log;
  private final Thread publisher = Thread.currentThread();
  private boolean waits;
  private volatile @Nullable Link link;

  /**
   * Creates a run. Its constructor's thread publishes.
   *
   * @param pulse is told of each publish, under the lock
   */
  SeedRun(
      SeedEngine<EventMessage> engine,
      Transport transport,
      ChosenEvents source,
      RunRecorder recorder,
      RunPulse pulse,
      LongSupplier nanoTime) {
    this.engine = engine;
    this.transport = transport;
    this.source = source;
    this.recorder = recorder;
    this.pulse = pulse;
    this.nanoTime = nanoTime;
    this.log = new LogThread(recorder, engine, lock, this::wake, nanoTime);
  }

  /** Counts what is published. */
  @FunctionalInterface
  interface RunPulse {
    void published(long nowNanos);
  }

  /** Work on the engine. */
  @FunctionalInterface
  interface EngineWork<T> {
    T on(SeedEngine<EventMessage> engine, long nowNanos);
  }

  /** Lets the publishing thread look again, if it waits. */
  private void wake() {
    if (waits) {
      waits = false;
      changed.signal();
    }
  }

  /** Works on the engine under the lock, and lets the publishing thread look again. */
  <T> T with(EngineWork<T> work) {
    lock.lock();
    try {
      T result = work.on(engine, nanoTime.getAsLong());
      wake();
      return result;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Publishes until the engine ends the run, and writes what was confirmed into the log. The link
   * stays open; {@link #close} ends it.
   *
   * @return how it ended; {@link #recordEnd} writes it
   * @throws IOException if the folder can't be read; the run waited for outstanding answers
   */
  Step.End run() throws IOException {
    log.start();
    try {
      return publish();
    } catch (IOException e) {
      with(
          (run, now) -> {
            run.stop(RunStopped.Reason.REASON_FAILED, String.valueOf(e.getMessage()), now);
            return true;
          });
      try {
        publish();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    } finally {
      log.end();
      // An interrupt that came while a write blocked stopped the run, and must not disturb its end.
      boolean ignored = Thread.interrupted();
    }
  }

  private Step.End publish() throws IOException {
    boolean wrote = false;
    boolean holds = false;
    while (true) {
      Step step;
      @Nullable EventMessage message = null;
      lock.lock();
      try {
        if (wrote) {
          engine.written();
          wrote = false;
        }
        long now = nanoTime.getAsLong();
        step = engine.next(now);
        if (step instanceof Step.Wait wait) {
          if (!holds) {
            await(wait.nanos());
            continue;
          }
          engine.flushing(now);
        }
        if (step instanceof Step.Publish next) {
          message = engine.message(next.ordinal());
          engine.writing(next.ordinal(), now);
          pulse.published(now);
        }
        if (step instanceof Step.Load || step instanceof Step.End) {
          log.signal();
        }
      } finally {
        lock.unlock();
      }
      if (message != null) {
        EventMessage event = message;
        write(open -> open.publish(event));
        wrote = true;
        holds = true;
      } else if (step instanceof Step.Wait) {
        write(Link::flush);
        wrote = true;
        holds = false;
      } else if (step instanceof Step.Load) {
        load();
      } else if (step instanceof Step.Connect) {
        connect();
      } else if (step instanceof Step.End end) {
        return end;
      }
    }
  }

  private void await(long nanos) {
    waits = true;
    try {
      log.signal();
      long left = nanos;
      while (waits && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      engine.stop(
          RunStopped.Reason.REASON_STOPPED, "the run was interrupted", nanoTime.getAsLong());
    } finally {
      waits = false;
    }
  }

  /** Something that may block, and end with a lost link. */
  private interface Write {
    void to(Link link) throws IOException;
  }

  private void write(Write work) {
    Link open = link;
    try {
      if (open == null) {
        throw new IOException("there is no connection");
      }
      work.to(open);
    } catch (IOException e) {
      lost(String.valueOf(e.getMessage()));
    }
  }

  private void lost(String why) {
    cut();
    with(
        (run, now) -> {
          run.lost(run.link(), why, now);
          return true;
        });
  }

  private void load() throws IOException {
    boolean more = source.advance();
    @Nullable EventMessage message = more ? source.message() : null;
    lock.lock();
    try {
      if (message == null) {
        engine.exhausted();
      } else {
        engine.loaded(message.ordinal(), message);
      }
    } finally {
      lock.unlock();
    }
  }

  private void connect() {
    int number = with((run, now) -> run.link() + 1);
    try {
      Link opened = transport.connect(new LinkAnswers(number));
      link = opened;
      with((run, now) -> run.connected(now));
    } catch (LinkException e) {
      with(
          (run, now) -> {
            run.notConnected(e.kind(), String.valueOf(e.getMessage()), now);
            return true;
          });
    } catch (InterruptedException e) {
      with(
          (run, now) -> {
            run.stop(RunStopped.Reason.REASON_STOPPED, "the run was interrupted", now);
            return true;
          });
    }
  }

  /** Ends the run after a mistake in this program. */
  void fail(RuntimeException e) {
    with(
        (run, now) -> {
          run.stop(RunStopped.Reason.REASON_FAILED, "internal error: " + e, now);
          return true;
        });
  }

  /** Cuts the link, if there is one. A publish that blocks fails then. */
  void cut() {
    Link open = link;
    link = null;
    if (open != null) {
      open.cut();
    }
  }

  /** Ends the link in order. */
  void close() {
    Link open = link;
    link = null;
    if (open != null) {
      open.close();
    }
  }

  /** Cuts the link if the broker is overdue, and stops the run if its thread was interrupted. */
  void watch() {
    boolean interrupted = publisher.isInterrupted();
    Optional<String> overdue =
        with(
            (run, now) -> {
              if (interrupted) {
                run.stop(RunStopped.Reason.REASON_STOPPED, "the run was interrupted", now);
              }
              return run.overdue(now);
            });
    overdue.ifPresent(this::lost);
  }

  // The log.

  /**
   * Writes the end of the run into the log. Called after {@link #run}.
   *
   * @throws IOException if the log can't be written, now or during the run
   */
  void recordEnd(RunStopped.Builder stopped) throws IOException {
    lock.lock();
    try {
      recorder.takeLast(engine, LogEntry.newBuilder().setStopped(stopped));
      if (log.failure().isPresent()) {
        throw log.failure().get();
      }
    } finally {
      lock.unlock();
    }
    recorder.write();
    lock.lock();
    try {
      recorder.done(engine);
    } finally {
      lock.unlock();
    }
  }

  /** Adds an entry to the log, beside the progress. */
  void add(LogEntry.Builder entry) {
    lock.lock();
    try {
      recorder.add(entry);
      log.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The answers of one link. */
  private final class LinkAnswers implements Answers {

    private final int number;

    LinkAnswers(int number) {
      this.number = number;
    }

    private void take(LongConsumer work) {
      lock.lock();
      try {
        work.accept(nanoTime.getAsLong());
        wake();
        log.signal();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void confirmed(long[] ordinals, int count) {
      take(now -> engine.confirmed(number, ordinals, count, now));
    }

    @Override
    public void nacked(long ordinal, String why) {
      take(now -> engine.nacked(number, ordinal, why, now));
    }

    @Override
    public void refused(long ordinal, String why) {
      take(now -> engine.refused(ordinal, why));
    }

    @Override
    public void returned(long ordinal, String why) {
      take(now -> engine.returned(number, ordinal, why, now));
    }

    @Override
    public void blocked(Optional<String> reason) {
      take(now -> engine.blocked(number, reason, now));
    }

    @Override
    public void lost(String why) {
      take(now -> engine.lost(number, why, now));
      // Ends a write that still blocks.
      Link open = link;
      if (open != null && with((run, now) -> run.link() == number)) {
        open.cut();
      }
    }
  }
}
