package com.happypancake.transformer;

import com.happypancake.transformer.event.RejectSink;
import com.happypancake.transformer.sort.RecordSink;
import java.io.IOException;

/**
 * A share of the work on a dump, which one thread does. The same dump has the same splits in the
 * same order, whatever the number of threads and the memory.
 */
interface Split {

  /** Returns the path of the part that it reads, for messages. */
  String part();

  /** Returns the number of rows. */
  long rows();

  /** Returns about how many bytes the rows have before compression; exact in the sum. */
  long bytes();

  /** Returns about the number of rows that it maps: those of a delta must have been found. */
  default long mapped() {
    return rows();
  }

  /**
   * Returns a split of some of its rows.
   *
   * @param offset the number of rows to leave out, less than {@link #mapped}
   * @param most the most rows to take
   */
  Split sample(long offset, long most);

  /** Returns what it maps, in words that no other split of the dump has. */
  String description();

  /**
   * Maps the rows.
   *
   * @param events receives the events, by the keys of their order
   * @param rejects receives the rejects, in the order of the rows
   * @return the counts of the rows and facts
   */
  Totals map(RecordSink events, RejectSink rejects) throws IOException;
}
