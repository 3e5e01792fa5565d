package com.happypancake.transformer.sort;

import java.util.ArrayList;
import java.util.List;

/** A log in memory. */
final class NotedRuns<R> implements RunLog<R> {

  private final List<RunFile> runs = new ArrayList<>();
  private final List<R> results = new ArrayList<>();

  @Override
  public synchronized void spilled(List<RunFile> spilled, List<R> tasks) {
    runs.addAll(spilled);
    results.addAll(tasks);
  }

  @Override
  public synchronized void merged(RunFile whole, List<RunFile> merged) {
    runs.removeAll(merged);
    runs.add(whole);
  }

  /** Runs, and the results of the tasks whose records they have. */
  record Noted<R>(List<RunFile> runs, List<R> results) {}

  synchronized Noted<R> noted() {
    return new Noted<>(List.copyOf(runs), List.copyOf(results));
  }

  synchronized List<RunFile> runs() {
    return List.copyOf(runs);
  }

  synchronized List<R> results() {
    return List.copyOf(results);
  }
}
