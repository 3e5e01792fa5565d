package com.happypancake.transformer;

import com.happypancake.transformer.TransformEvent.Phase;
import java.util.function.Consumer;

/** Counts the rows or events of a phase and reports them. Throws if the thread is interrupted. */
final class PhaseProgress {

  private static final int STEPS_PER_CHECK = 4096;

  private final Consumer<TransformEvent> events;
  private final Phase phase;
  private final long total;
  private String part = "";
  private long done;

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
    done++;
    if (done % STEPS_PER_CHECK == 0) {
      check();
    }
  }

  /** Counts the rows or events of a task that another thread may have done. */
  void add(String path, long steps) throws InterruptedException {
    part = path;
    done += steps;
    check();
  }

  void end() {
    report();
  }

  private void check() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted at " + part);
    }
    report();
  }

  private void report() {
    events.accept(new TransformEvent.Progress(phase, part, done, total));
  }
}
