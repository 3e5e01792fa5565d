package com.happypancake.transformer.sort;

import java.io.IOException;
import java.util.List;

/**
 * Notes spilled runs, so that a later sort can use them again. Thread-safe.
 *
 * @param <R> what a task that adds records returns
 */
public interface RunLog<R> {

  /** Returns a log that notes nothing, for a sort that no later one begins with. */
  static <R> RunLog<R> none() {
    return new RunLog<>() {
      @Override
      public void spilled(List<RunFile> runs, List<R> results) {}

      @Override
      public void merged(RunFile whole, List<RunFile> runs) {}
    };
  }

  /**
   * Notes runs that are on the disk.
   *
   * @param runs together they have all records of the tasks, and no others; may be empty
   * @param results the results of the tasks
   */
  void spilled(List<RunFile> runs, List<R> results) throws IOException;

  /**
   * Notes that a run, which is on the disk, has all records of other runs. The other runs are
   * deleted next.
   */
  void merged(RunFile whole, List<RunFile> runs) throws IOException;
}
