package com.happypancake.database;

import com.happypancake.database.Dialect.KeyLiteral;
import com.happypancake.database.column.ActualColumn;
import com.happypancake.database.column.ColumnReader;
import com.happypancake.database.column.ColumnReaders;
import com.happypancake.database.column.ColumnTypes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one query, in order. If it is closed before the end, it first cancels the query,
 * since the driver would otherwise read the remaining rows.
 */
public final class RowCursor implements AutoCloseable {

  private final WatchedConnection connection;
  private final String where;
  private final SqlText sql;
  private final Statement statement;
  private final ResultSet rows;
  private long ordinal;
  private boolean ended;

  RowCursor(
      WatchedConnection connection,
      String where,
      SqlText sql,
      Statement statement,
      ResultSet rows) {
    this.connection = connection;
    this.where = where;
    this.sql = sql;
    this.statement = statement;
    this.rows = rows;
  }

  /**
   * Moves to the next row.
   *
   * @return false after the last
   * @throws SourceException if the query fails, or the connection breaks
   */
  public boolean next() throws SourceException {
    connection.watch().callBegins();
    try {
      ended = !rows.next();
    } catch (SQLException e) {
      ended = true;
      throw connection.failure(where + ": row " + (ordinal + 1), sql, e);
    } finally {
      connection.watch().callEnds();
    }
    if (!ended) {
      ordinal++;
    }
    return !ended;
  }

  /** Marks the beginning of fetching the current row's columns, which may wait for the server. */
  public void rowBegins() {
    connection.watch().callBegins();
  }

  /** Marks the end of fetching the current row's columns. */
  public void rowEnds() {
    connection.watch().callEnds();
  }

  /**
   * Fetches a column of the current row.
   *
   * @param index the column's position in the query, from 1
   * @param column the column's name and type, for messages
   * @return null for NULL
   * @throws SourceException if the driver can't return the value
   */
  public @Nullable Object fetch(ColumnReader reader, int index, String column)
      throws SourceException {
    try {
      return reader.fetch(rows, index);
    } catch (SQLException e) {
      throw connection.failure(where + ": row " + ordinal + ": column " + column, sql, e);
    } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
      throw SourceException.ofValue(where, ordinal, column);
    }
  }

  /**
   * Returns a column of the current row as an SQL literal.
   *
   * @param index the column's position in the query, from 1
   * @return empty for NULL
   * @throws SourceException if the driver can't return the value
   */
  public Optional<String> literal(KeyLiteral literal, int index) throws SourceException {
    return watched(
        where + ": row " + ordinal + ": column " + index, row -> literal.read(row, index));
  }

  /**
   * Refuses a result that is not of the planned columns: the table was altered after it was
   * planned, and a reader would misread its values.
   *
   * <p>Ignores whether a column may be NULL: servers do not tell it of expressions.
   *
   * @param planned the columns that the query names, in order
   * @throws SourceException if the result has other columns; closes the cursor
   */
  RowCursor checkColumns(List<ActualColumn> planned) throws SourceException {
    try {
      List<ActualColumn> present = watched(where, row -> ActualColumn.of(row.getMetaData()));
      if (present.size() != planned.size()) {
        throw SourceException.ofAlteredTable(
            where,
            String.format(
                Locale.ROOT,
                "the query returns %d columns; expected %d",
                present.size(),
                planned.size()));
      }
      for (int i = 0; i < planned.size(); i++) {
        checkColumn(planned.get(i), present.get(i));
      }
      return this;
    } catch (SourceException e) {
      close();
      throw e;
    }
  }

  private void checkColumn(ActualColumn planned, ActualColumn present) throws SourceException {
    ColumnTypes types = connection.types();
    if (!types.readType(planned).equals(types.readType(present))) {
      throw SourceException.ofAlteredTable(
          where,
          String.format(
              Locale.ROOT,
              "column %s is %s now; it was %s when the table was planned",
              planned.name(),
              present.typeText(),
              planned.typeText()));
    }
  }

  /**
   * Returns the numbers in a query's only row.
   *
   * @throws SourceException if the query fails, or a value is not a whole number
   */
  List<Long> numbers(int columns) throws SourceException {
    if (!next()) {
      throw new SourceException(
          SourceException.Kind.QUERY, where + ": no row came of " + sql.cut());
    }
    List<Long> numbers = new ArrayList<>();
    for (int i = 1; i <= columns; i++) {
      int index = i;
      Object number = watched(where, row -> row.getObject(index));
      try {
        numbers.add(ColumnReaders.exactLong(ColumnReader.cast(Number.class, number)));
      } catch (ArithmeticException | IllegalArgumentException e) {
        throw SourceException.ofValue(where, ordinal, "number " + index);
      }
    }
    return numbers;
  }

  private <T> T watched(String what, WatchedConnection.Call<ResultSet, T> call)
      throws SourceException {
    connection.watch().callBegins();
    try {
      return call.on(rows);
    } catch (SQLException e) {
      throw connection.failure(what, sql, e);
    } finally {
      connection.watch().callEnds();
    }
  }

  @Override
  public void close() throws SourceException {
    connection.watch().end();
    connection.watch().callBegins();
    try (statement) {
      if (!ended) {
        statement.cancel();
      }
    } catch (SQLException e) {
      if (ended) {
        throw connection.failure(where, sql, e);
      }
      // The caller gave up the rows for another reason, which this failure must not hide.
    } finally {
      connection.watch().callEnds();
    }
  }
}
