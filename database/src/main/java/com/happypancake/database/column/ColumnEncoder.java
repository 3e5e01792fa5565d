package com.happypancake.database.column;

import com.happypancake.schemas.value.WireRow;

/** Encodes a column's values, as a driver returned them, in wire format. */
@FunctionalInterface
public interface ColumnEncoder {

  /**
   * Puts a value into a row.
   *
   * @param value a non-null value that the column's {@link ColumnReader} fetched
   * @param field the number of the column's field
   * @throws ArithmeticException if the field can't hold the value; the message has no part of it
   * @throws IllegalArgumentException if the field can't hold the value; the message has no part of
   *     it
   */
  void put(Object value, int field, WireRow row);
}
