package com.happypancake.sample;

import com.google.protobuf.CodedOutputStream;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.value.WireRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads a table from a database, in the order of its key, as the stream that a dump holds of it.
 */
final class ReadBack {
  private ReadBack() {}

  static String contentSha256(Connection connection, LegacyTable table)
      throws SQLException, IOException, NoSuchAlgorithmException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(stream);
    String columns = names(table.columns());
    String sql =
        "select " + columns + " from [" + table.schema() + "].[" + table.name() + "] order by ";
    WireRow row = new WireRow();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql + names(table.key()))) {
      while (rows.next()) {
        row.start();
        for (LegacyColumn column : table.columns()) {
          put(row, column, rows);
        }
        out.writeByteArrayNoTag(row.toByteArray());
      }
    }
    out.flush();
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(stream.toByteArray()));
  }

  private static String names(java.util.List<LegacyColumn> columns) {
    return columns.stream()
        .map(column -> "[" + column.name() + "]")
        .collect(Collectors.joining(", "));
  }

  private static void put(WireRow row, LegacyColumn column, ResultSet rows) throws SQLException {
    String name = column.name();
    int field = column.field().getNumber();
    if (rows.getObject(name) == null) {
      return;
    }
    switch (column.type()) {
      case BOOLEAN -> row.putBoolean(field, rows.getBoolean(name));
      case UNSIGNED_BYTE -> row.putUnsignedByte(field, rows.getInt(name));
      case INTEGER -> row.putInteger(field, rows.getInt(name));
      case LONG -> row.putLong(field, rows.getLong(name));
      case MONEY -> row.putMoney(field, rows.getBigDecimal(name));
      case DECIMAL -> row.putDecimal(field, rows.getBigDecimal(name), column.decimalType());
      case REAL -> row.putReal(field, rows.getFloat(name));
      case FLOAT -> row.putFloat(field, rows.getDouble(name));
      case TIME -> row.putTime(field, rows.getObject(name, LocalTime.class));
      case DATE -> row.putDate(field, rows.getObject(name, LocalDate.class));
      case WALL_CLOCK -> row.putWallClock(field, rows.getObject(name, LocalDateTime.class));
      case OFFSET_TIME -> row.putOffsetTime(field, rows.getObject(name, OffsetDateTime.class));
      case TEXT, UNICODE_TEXT, XML -> row.putText(field, rows.getString(name));
      case BINARY, ROWVERSION, HIERARCHY_ID, GEOGRAPHY, GEOMETRY ->
          row.putBytes(field, rows.getBytes(name));
      case GUID -> row.putGuid(field, rows.getObject(name, UUID.class));
    }
  }
}
