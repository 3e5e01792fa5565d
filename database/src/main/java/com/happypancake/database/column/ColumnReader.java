package com.happypancake.database.column;

import com.happypancake.schemas.value.WireRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one column in two steps. The thread that calls the driver fetches a value; this or another
 * thread puts it into wire format.
 */
public interface ColumnReader {

  /**
   * Fetches the current row's value.
   *
   * @param rows stands at a row
   * @param index the column's place in the result; the first is 1
   * @return null for NULL
   * @throws SQLException if the driver can't give the value
   */
  @Nullable Object fetch(ResultSet rows, int index) throws SQLException;

  /**
   * Puts a value that this reader has fetched.
   *
   * @param field the number of the field that holds the column
   * @param row what to put it into
   * @throws ArithmeticException if the field can't hold the value; the message has no part of it
   * @throws IllegalArgumentException if the field can't hold the value; the message has no part of
   *     it
   */
  void put(Object value, int field, WireRow row);

  /** Returns a reader of values of one class. */
  static <T> ColumnReader of(Class<T> type, Getter<? extends T> getter, Putter<? super T> putter) {
    return new ColumnReader() {
      @Override
      public @Nullable Object fetch(ResultSet rows, int index) throws SQLException {
        return getter.get(rows, index);
      }

      @Override
      public void put(Object value, int field, WireRow row) {
        putter.put(row, field, type.cast(value));
      }
    };
  }

  /** A getter of a result. */
  @FunctionalInterface
  interface Getter<T> {
    /** Returns the current row's value in a column; null for NULL. */
    @Nullable T get(ResultSet rows, int index) throws SQLException;
  }

  /** A method of a row that puts a value. */
  @FunctionalInterface
  interface Putter<T> {
    /** Puts a value into a field. */
    void put(WireRow row, int field, T value);
  }
}
