package com.happypancake.extractor.plan;

import com.happypancake.schemas.extraction.Boundary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A range of a table's rows, in the order in which the table is read.
 *
 * @param number the first is 0
 * @param from the key from which on its rows are; empty for the first chunk
 * @param to the key before which they are; empty for the last chunk
 * @param alone whether it is the whole table, and may have parts as many as it needs; otherwise it
 *     has one, of the same number
 */
public record Chunk(int number, Optional<Boundary> from, Optional<Boundary> to, boolean alone) {

  /** Returns the chunks between boundaries: one more than there are of these. */
  public static List<Chunk> between(List<Boundary> boundaries) {
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i <= boundaries.size(); i++) {
      chunks.add(
          new Chunk(
              i,
              i == 0 ? Optional.empty() : Optional.of(boundaries.get(i - 1)),
              i == boundaries.size() ? Optional.empty() : Optional.of(boundaries.get(i)),
              boundaries.isEmpty()));
    }
    return List.copyOf(chunks);
  }
}
