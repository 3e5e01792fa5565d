package com.happypancake.inspect.diff;

import com.happypancake.dumps.ReadListener;
import java.io.IOException;

/** Takes the differences of a comparison, and may show its progress. */
@FunctionalInterface
public interface DiffListener {

  /**
   * Takes a difference.
   *
   * @throws IOException for a reason of its own, which ends the comparison
   */
  void difference(RecordDifference difference) throws IOException;

  /**
   * Returns the listener of a walk through one side. Each walk reads all parts of the side.
   *
   * @param number of the walk; the first is 1
   */
  default ReadListener walk(int number, DiffSide side) {
    return (path, done, total) -> {};
  }
}
