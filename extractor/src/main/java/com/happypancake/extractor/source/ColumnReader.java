package com.happypancake.extractor.source;

import com.happypancake.schemas.value.WireRow;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Puts one column's value straight from a result into wire format. */
@FunctionalInterface
public interface ColumnReader {

  /**
   * Puts the current row's value, or nothing where it is NULL.
   *
   * @param rows stands at a row
   * @param index the column's place in the result; the first is 1
   * @param field the number of the field that holds the column
   * @param row what to put it into
   * @throws SQLException if the driver can't give the value
   * @throws ArithmeticException if the field can't hold the value; the message has no part of it
   */
  void read(ResultSet rows, int index, int field, WireRow row) throws SQLException;
}
