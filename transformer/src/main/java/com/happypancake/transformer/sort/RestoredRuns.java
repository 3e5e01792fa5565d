package com.happypancake.transformer.sort;

import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Spilled runs of an earlier sort. Immutable. */
public final class RestoredRuns {

  private final List<Run> runs;

  private RestoredRuns(List<Run> runs) {
    this.runs = List.copyOf(runs);
  }

  public static RestoredRuns none() {
    return new RestoredRuns(List.of());
  }

  /**
   * Reads and checks the whole files of runs.
   *
   * @throws java.nio.file.FileSystemException if a file is missing or damaged
   * @throws InterruptedException if the thread is interrupted
   */
  public static RestoredRuns read(List<RunFile> files, Workers workers)
      throws IOException, InterruptedException {
    List<Run> runs = new ArrayList<>();
    try (OrderedTasks<Run> tasks = new OrderedTasks<>(workers.executor())) {
      files.forEach(file -> tasks.add(() -> Run.read(file)));
      while (tasks.size() > 0) {
        runs.add(tasks.take());
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted while spilled runs were checked");
        }
      }
    }
    return new RestoredRuns(runs);
  }

  List<Run> runs() {
    return runs;
  }
}
