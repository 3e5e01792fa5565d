package com.happypancake.transformer;

import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Work;
import java.util.function.Consumer;

/** Adds up the work of a phase and reports it. Throws if the thread is interrupted. */
final class PhaseProgress {

  private static final int STEPS_PER_CHECK = 4096;

  private final Consumer<TransformEvent> events;
  private final Phase phase;
  private final long total;
  private String part = "";
  private Work done = Work.NONE;
  private Work earlier = Work.NONE;
  private int steps;

  PhaseProgress(Consumer<TransformEvent> events, Phase phase, long total) {
    this.events = events;
    this.phase = phase;
    this.total = total;
  }

  void begin(String path) throws InterruptedException {
    part = path;
    check();
  }

  /** Counts a row or an event. */
  void step() throws InterruptedException {
    if (++steps == STEPS_PER_CHECK) {
      check();
    }
  }

  /** Counts the work of a task that another thread may have done. */
  void add(String path, Work work) throws InterruptedException {
    part = path;
    done = done.plus(work);
    check();
  }

  /** Counts work that an earlier run did, so that it does not count toward a rate. */
  void addEarlier(String path, Work work) throws InterruptedException {
    earlier = earlier.plus(work);
    add(path, work);
  }

  /** Ends a part, and counts its bytes. */
  void end(long bytes) {
    done = done.plus(new Work(0, 0, bytes));
    report();
  }

  private void check() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted at " + part);
    }
    report();
  }

  private void report() {
    done = done.plus(phase == Phase.WRITING ? new Work(0, steps, 0) : new Work(steps, 0, 0));
    steps = 0;
    events.accept(new TransformEvent.Progress(phase, part, done, earlier, total));
  }
}
