package com.happypancake.cli.progress;

import com.google.gson.JsonObject;
import com.happypancake.cli.console.JsonLog;
import com.happypancake.cli.console.ProgressBlock.ProgressInterval;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Logs a job as JSON: its progress every five seconds and at the end. */
final class JsonJobDisplay implements JobDisplay {

  private final JsonLog log;
  private final ProgressInterval interval;
  private final boolean quiet;
  private final Supplier<Optional<JobSnapshot>> job;
  private boolean closed;

  JsonJobDisplay(
      JsonLog log, LongSupplier nanoTime, boolean quiet, Supplier<Optional<JobSnapshot>> job) {
    this.log = log;
    this.interval = new ProgressInterval(false, nanoTime);
    this.quiet = quiet;
    this.job = job;
  }

  @Override
  public synchronized void tick() {
    if (!closed && job.get().isPresent() && interval.restartIfOver()) {
      show();
    }
  }

  private void show() {
    job.get().map(JobText::json).ifPresent(fields -> progress("progress", fields));
  }

  private void progress(String event, JsonObject fields) {
    if (!quiet) {
      log.event(event, fields);
    }
  }

  @Override
  public void note(String text) {
    log.event("note", text);
  }

  @Override
  public void done(String event, String text, JsonObject fields) {
    progress(event, fields);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      show();
    }
  }
}
