package com.happypancake.database.column;

import com.happypancake.schemas.value.WireRow;

/** Puts a column's values, as a driver gave them, into wire format. */
@FunctionalInterface
public interface ColumnEncoder {

  /**
   * Puts a value.
   *
   * @param value what the column's {@link ColumnReader} has fetched, and not null
   * @param field the number of the field that holds the column
   * @throws ArithmeticException if the field can't hold the value; the message has no part of it
   * @throws IllegalArgumentException if the field can't hold the value; the message has no part of
   *     it
   */
  void put(Object value, int field, WireRow row);
}
