package com.happypancake.inspect.diff;

import java.io.IOException;
import java.util.List;

/** Hears what differs between two sides of a table. */
public interface DiffListener {

  /** A record that the first side alone has. */
  void removed(DiffRecord record) throws IOException;

  /** A record that the second side alone has. */
  void added(DiffRecord record) throws IOException;

  /**
   * Records of the same key that are not the same.
   *
   * @param differences at least one
   */
  void changed(DiffRecord before, DiffRecord after, List<FieldDifference> differences)
      throws IOException;
}
