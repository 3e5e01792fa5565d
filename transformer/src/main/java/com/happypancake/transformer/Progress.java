package com.happypancake.transformer;

/** Counts the steps of a phase, tells the listener now and then, and heeds interrupts. */
final class Progress {

  private static final int STEPS_PER_CHECK = 4096;

  private final TransformListener listener;
  private final TransformPhase phase;
  private final long total;
  private String part = "";
  private long done;

  Progress(TransformListener listener, TransformPhase phase, long total) {
    this.listener = listener;
    this.phase = phase;
    this.total = total;
  }

  /** Begins a part. */
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

  /** Ends a part. */
  void end() {
    listener.progress(phase, part, done, total);
  }

  private void check() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted at " + part);
    }
    listener.progress(phase, part, done, total);
  }
}
