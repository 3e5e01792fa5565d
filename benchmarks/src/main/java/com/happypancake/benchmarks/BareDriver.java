package com.happypancake.benchmarks;

import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.DatabaseProduct.Connector;
import com.happypancake.database.Dialect;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.Extraction;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads tables with only the driver and drops the values. It uses the connections, queries and
 * getters of an extraction. No reader can be faster.
 */
final class BareDriver {

  private final Extraction extraction;
  private final boolean unicodeAsBytes;

  /** Creates a reader of the tables of {@code extraction}. */
  BareDriver(Extraction extraction) {
    this.extraction = extraction;
    // SQL Server's texts are read as the bytes that it sends.
    this.unicodeAsBytes = extraction.source().startsWith("jdbc:sqlserver:");
  }

  /** Returns the tables that an extraction reads. */
  static List<LegacyTable> tables(Extraction extraction) {
    return extraction.tables().isEmpty()
        ? extraction.catalogue().tables()
        : extraction.tables().stream().map(extraction.catalogue()::table).toList();
  }

  /**
   * Reads all tables one after another.
   *
   * @return the number of rows
   * @throws IOException if the driver fails
   */
  long read() throws IOException {
    long rows = 0;
    for (LegacyTable table : tables(extraction)) {
      rows += read(table, "");
    }
    return rows;
  }

  /**
   * Reads rows of a table on a new connection.
   *
   * @param where the condition in SQL; may be empty
   */
  long read(LegacyTable table, String where) throws IOException {
    try {
      DatabaseProduct product = DatabaseProduct.of(extraction.source());
      Connector driver = product.driver();
      try (Connection connection =
          driver.connect(
              extraction.source(),
              product.properties(
                  extraction.source(), extraction.credentials(), extraction.connection()))) {
        connection.setReadOnly(true);
        return read(connection, table, query(product.dialect(), table, where));
      }
    } catch (SQLException | SourceException e) {
      throw new IOException("the bare driver: " + table.qualifiedName(), e);
    }
  }

  private static String query(Dialect dialect, LegacyTable table, String where) {
    String order =
        table.key().stream()
            .map(column -> dialect.quote(column.name()))
            .collect(Collectors.joining(", "));
    return table.columns().stream()
            .map(column -> dialect.quote(column.name()))
            .collect(Collectors.joining(", ", "SELECT ", " FROM " + dialect.quote(table)))
        + where
        + (order.isEmpty() ? "" : " ORDER BY " + order);
  }

  private long read(Connection connection, LegacyTable table, String sql) throws SQLException {
    List<LegacyColumn> columns = table.columns();
    ColumnType[] types = columns.stream().map(LegacyColumn::type).toArray(ColumnType[]::new);
    long rows = 0;
    try (Statement statement =
            connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        for (int i = 0; i < types.length; i++) {
          get(result, i + 1, types[i]);
        }
        rows++;
      }
    }
    return rows;
  }

  private void get(ResultSet row, int index, ColumnType type) throws SQLException {
    switch (type) {
      case BOOLEAN -> {
        row.getBoolean(index);
        row.wasNull();
      }
      case UNSIGNED_BYTE, INTEGER -> {
        row.getInt(index);
        row.wasNull();
      }
      case LONG -> {
        row.getLong(index);
        row.wasNull();
      }
      case REAL -> row.getFloat(index);
      case FLOAT -> row.getDouble(index);
      case MONEY, DECIMAL -> row.getBigDecimal(index);
      case DATE -> row.getObject(index, LocalDate.class);
      case TIME -> row.getObject(index, LocalTime.class);
      case WALL_CLOCK -> row.getObject(index, LocalDateTime.class);
      case OFFSET_TIME -> row.getObject(index, OffsetDateTime.class);
      case GUID -> row.getObject(index, UUID.class);
      case TEXT -> row.getString(index);
      case UNICODE_TEXT, XML -> {
        if (unicodeAsBytes) {
          row.getBytes(index);
        } else {
          row.getString(index);
        }
      }
      case BINARY, ROWVERSION, HIERARCHY_ID, GEOGRAPHY, GEOMETRY -> row.getBytes(index);
    }
  }
}
