package com.happypancake.extractor.source;

import com.happypancake.schemas.value.WireRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;

/**
 * The rows of one query, in order. Closing it before the end cancels the query first: a driver
 * would otherwise read the rest only to throw it away.
 */
public final class RowCursor implements AutoCloseable {

  private final Session session;
  private final String where;
  private final String sql;
  private final Statement statement;
  private final ResultSet rows;
  private long ordinal;
  private boolean ended;

  RowCursor(Session session, String where, String sql, Statement statement, ResultSet rows) {
    this.session = session;
    this.where = where;
    this.sql = sql;
    this.statement = statement;
    this.rows = rows;
  }

  /**
   * Goes to the next row.
   *
   * @return false after the last
   * @throws SourceException if the query fails, or the connection breaks
   */
  public boolean next() throws SourceException {
    try {
      ended = !rows.next();
    } catch (SQLException e) {
      ended = true;
      throw session.failure(where + ": row " + (ordinal + 1), sql, e);
    }
    if (!ended) {
      ordinal++;
    }
    return !ended;
  }

  /**
   * Puts a column of the current row.
   *
   * @param column for messages: the column's name and type
   * @param index the column's place in the query; the first is 1
   * @throws SourceException if the driver can't give the value, or the field can't hold it
   */
  public void read(ColumnReader reader, int index, int field, WireRow row, String column)
      throws SourceException {
    try {
      reader.read(rows, index, field, row);
    } catch (SQLException e) {
      throw session.failure(where + ": row " + ordinal + ": column " + column, sql, e);
    } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
      throw new SourceException(
          SourceException.Kind.QUERY,
          where
              + ": row "
              + ordinal
              + ": column "
              + column
              + ": the schema's field can't hold the value; look the row up in the database,"
              + " in the order of its key, and correct the value or the schema");
    }
  }

  /** Returns the one number that a query gives. */
  long number() throws SourceException {
    if (!next()) {
      throw new SourceException(
          SourceException.Kind.QUERY, where + ": no row came of " + Failures.cut(sql));
    }
    try {
      return rows.getLong(1);
    } catch (SQLException e) {
      throw session.failure(where, sql, e);
    }
  }

  @Override
  public void close() throws SourceException {
    session.statementEnds();
    try {
      if (!ended) {
        statement.cancel();
      }
      statement.close();
    } catch (SQLException e) {
      if (ended) {
        throw session.failure(where, sql, e);
      }
      // It was given up half-read for a reason of its own, which must not be hidden by this one.
    }
  }
}
