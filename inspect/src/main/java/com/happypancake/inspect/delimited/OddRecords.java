package com.happypancake.inspect.delimited;

import java.util.List;

/**
 * The records of a file that were kept although the message does not describe them wholly.
 *
 * @param withUnknownFields the number of records with fields that the message does not define
 * @param withOtherTypes the number of records with fields whose wire type is not the message's;
 *     such a field reads as NULL
 * @param otherTypes the names of these fields, sorted
 * @param withoutKey the number of records that lack a column of the table's key
 */
public record OddRecords(
    long withUnknownFields, long withOtherTypes, List<String> otherTypes, long withoutKey) {

  /** Of a file of which no record was read. */
  static final OddRecords NONE = new OddRecords(0, 0, List.of(), 0);

  public OddRecords {
    otherTypes = List.copyOf(otherTypes);
  }
}
