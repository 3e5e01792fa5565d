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

  /** Returns what reads a row from its wire format. */
  Parser<R> parser();

  /** Returns the tables that {@link #map} looks rows up in. */
  Set<LookupTable> lookups();

  /**
   * Returns what came of a row.
   *
   * @param row whole, as the legacy table holds it
   * @param lookups holds at least the tables of {@link #lookups}
   * @return facts and rejections in the order of the facts' places in the row, or the reason why
   *     the row records none; never empty
   */
  List<Outcome> map(R row, Lookups lookups);
}
