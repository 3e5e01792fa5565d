package com.happypancake.extractor.plan;

import com.happypancake.schemas.extraction.Boundary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A range of a table's rows, in the order in which the table is read.
 *
 * @param number of the chunk within its table, from 0
 * @param from inclusive: no row's key lies before it; empty for the first chunk
 * @param to exclusive: every row's key lies before it; empty for the last chunk
 */
public record Chunk(int number, Optional<Boundary> from, Optional<Boundary> to) {

  /** Returns the chunks between boundaries, one more than there are boundaries. */
  public static List<Chunk> between(List<Boundary> boundaries) {
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i <= boundaries.size(); i++) {
      chunks.add(
          new Chunk(
              i,
              i == 0 ? Optional.empty() : Optional.of(boundaries.get(i - 1)),
              i == boundaries.size() ? Optional.empty() : Optional.of(boundaries.get(i))));
    }
    return List.copyOf(chunks);
  }

  /**
   * Returns whether the chunk is the whole table. The whole table may have any number of parts. Any
   * other chunk is one part of the same number.
   */
  public boolean isWholeTable() {
    return from.isEmpty() && to.isEmpty();
  }
}
