package com.happypancake.transformer.mapping;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.List;
import java.util.Set;

/**
 * A pure function from the rows of one legacy table to the facts that they record.
 *
 * @param <R> the message that holds a row
 */
public interface Mapping<R extends Message> {

  /** Returns the table's name, for example {@code Messages}. */
  String table();

  /** Returns the parser of the rows. */
  Parser<R> parser();

  /** Returns the tables that {@link #map} looks up: Members, unless the mapping names more. */
  default Set<LookupTable> lookups() {
    return Set.of(LookupTable.MEMBERS);
  }

  /**
   * Maps a row.
   *
   * @param row a complete row of the legacy table
   * @param lookups the lookups, with at least the tables of {@link #lookups}
   * @return facts and rejections in the order of their places in the row, or the reason why the row
   *     gives no facts; never empty
   */
  List<Outcome> map(R row, Lookups lookups);
}
