package com.happypancake.sample;

import com.happypancake.database.TableStatements;
import com.happypancake.database.column.ColumnTypes;
import com.happypancake.sample.row.RowSink;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.value.WallClock;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Inserts the rows of one table in batches. Each batch is a transaction. Throws {@link Failure}
 * with the SQLException if the database fails. Not thread-safe.
 */
final class StatementSink implements RowSink, AutoCloseable {
  private static final int BATCH_ROWS = 1_000;
  private static final int MONEY_SCALE = 4;

  private final Connection connection;
  private final ColumnTypes types;
  private final LegacyTable table;
  private final List<LegacyColumn> columns;
  private final String sql;
  private final PreparedStatement statement;
  private final LongConsumer progress;
  private int column;
  private int batched;
  private long committed;

  StatementSink(Connection connection, ColumnTypes types, LegacyTable table, LongConsumer progress)
      throws SQLException {
    this.connection = connection;
    this.types = types;
    this.table = table;
    this.columns = TableStatements.inserted(table);
    this.sql = new TableStatements(types).insert(table);
    this.statement = connection.prepareStatement(sql);
    this.progress = progress;
  }

  /** Carries a SQLException through code that can't throw one. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException sqlException;

    Failure(SQLException sqlException) {
      super(sqlException);
      this.sqlException = sqlException;
    }

    SQLException sqlException() {
      return sqlException;
    }
  }

  /** Binds a value to a parameter. */
  @FunctionalInterface
  private interface Binding {
    void bind(int index, LegacyColumn column) throws SQLException;
  }

  private void next(Binding binding) {
    try {
      LegacyColumn bound = columns.get(column++);
      binding.bind(column, bound);
    } catch (SQLException e) {
      throw new Failure(e);
    }
  }

  @Override
  public void integer(long value) {
    next(
        (index, bound) -> {
          switch (bound.sqlType().toLowerCase(Locale.ROOT)) {
            case "bigint" -> statement.setLong(index, value);
            case "int" -> statement.setInt(index, Math.toIntExact(value));
            default -> statement.setShort(index, (short) value);
          }
        });
  }

  @Override
  public void bit(boolean value) {
    next((index, bound) -> statement.setBoolean(index, value));
  }

  @Override
  public void text(String value) {
    next(
        (index, bound) -> {
          switch (bound.type()) {
            case UNICODE_TEXT -> statement.setNString(index, value);
            default -> statement.setString(index, value);
          }
        });
  }

  @Override
  public void binary(byte[] value) {
    next((index, bound) -> statement.setBytes(index, value));
  }

  @Override
  public void guid(UUID value) {
    next((index, bound) -> types.bindGuid(statement, index, value));
  }

  @Override
  public void date(long epochDay) {
    next((index, bound) -> statement.setObject(index, LocalDate.ofEpochDay(epochDay)));
  }

  @Override
  public void wallTime(long ticks) {
    LocalDateTime time = WallClock.toTime(ticks);
    next((index, bound) -> types.bindTime(statement, index, bound, time));
  }

  @Override
  public void offsetTime(long ticks, int offsetMinutes) {
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(offsetMinutes * 60);
    next((index, bound) -> statement.setObject(index, WallClock.toTime(ticks).atOffset(offset)));
  }

  @Override
  public void money(long tenThousandths) {
    BigDecimal value = BigDecimal.valueOf(tenThousandths, MONEY_SCALE);
    next((index, bound) -> statement.setBigDecimal(index, value));
  }

  @Override
  public void absent() {
    next((index, bound) -> types.bindNull(statement, index, bound));
  }

  @Override
  public void end() {
    if (column != columns.size()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s: a row has %d values; expected %d, one for each column but the row version",
              table.qualifiedName(),
              column,
              columns.size()));
    }
    column = 0;
    try {
      statement.addBatch();
      batched++;
      if (batched == BATCH_ROWS) {
        flush();
      }
    } catch (SQLException e) {
      throw new Failure(e);
    }
  }

  /**
   * Inserts and commits the pending rows.
   *
   * @throws SQLException if the database refuses them
   */
  void flush() throws SQLException {
    if (batched > 0) {
      statement.executeBatch();
      connection.commit();
      committed += batched;
      batched = 0;
      progress.accept(committed);
    }
  }

  /** Returns an exception with the cause, the table, the rows and the statement. */
  SQLException explained(SQLException cause) {
    return new SQLException(
        String.format(
            Locale.ROOT,
            "%s: rows %d to %d could not be inserted: %s; the statement was: %.200s",
            table.qualifiedName(),
            committed + 1,
            committed + Math.max(1, batched),
            cause.getMessage(),
            sql),
        cause.getSQLState(),
        cause.getErrorCode(),
        cause);
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
