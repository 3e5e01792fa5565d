package com.happypancake.database.column;

import com.happypancake.schemas.value.WireRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one column in two steps. The thread that calls the driver fetches a value. The same or
 * another thread puts it into wire format.
 */
public interface ColumnReader extends ColumnEncoder {

  /**
   * Fetches the current row's value.
   *
   * @param index the column's position in the result, from 1
   * @return null for NULL
   * @throws SQLException if the driver can't return the value
   */
  @Nullable Object fetch(ResultSet rows, int index) throws SQLException;

  /** Returns a reader of values of one class. */
  static <T> ColumnReader of(Class<T> type, Getter<?> getter, Putter<? super T> putter) {
    return new ColumnReader() {
      @Override
      public @Nullable Object fetch(ResultSet rows, int index) throws SQLException {
        return getter.get(rows, index);
      }

      @Override
      public void put(Object value, int field, WireRow row) {
        putter.put(row, field, cast(type, value));
      }
    };
  }

  /**
   * Returns a driver's object as one of the class that its column's type has.
   *
   * @throws IllegalArgumentException if it is of another class; the message has no part of it
   */
  static <T> T cast(Class<T> type, Object value) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("it is not of the class " + type.getSimpleName());
    }
    return type.cast(value);
  }

  @FunctionalInterface
  interface Getter<T> {
    /** Returns the current row's value in a column, or null for NULL. */
    @Nullable T get(ResultSet rows, int index) throws SQLException;
  }

  @FunctionalInterface
  interface Putter<T> {
    void put(WireRow row, int field, T value);
  }
}
