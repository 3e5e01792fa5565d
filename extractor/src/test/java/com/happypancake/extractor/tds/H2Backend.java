package com.happypancake.extractor.tds;

import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tables in H2, whose columns are sent as the types that SQL Server declares them to be. */
public final class H2Backend implements Backend {

  /** org.h2.engine.Constants.TRANSACTION_SNAPSHOT. */
  private static final int SNAPSHOT = 6;

  private static final Pattern BRACKETED = Pattern.compile("\\[((?:[^\\]]|\\]\\])*)\\]");

  private static final Pattern HEXADECIMAL = Pattern.compile("\\b0x([0-9a-f]*)\\b");

  /** H2 would take the bytes for UTF-8. */
  private static final Pattern UTF_16 =
      Pattern.compile("CAST\\(0x([0-9a-f]*) AS nvarchar\\([0-9]+\\)\\)");

  private final Opener opener;
  private final Map<String, Column> declared = new ConcurrentHashMap<>();

  /** Opens connections to H2. */
  @FunctionalInterface
  public interface Opener {
    /** Opens one. */
    Connection open() throws SQLException;
  }

  /** Serves the tables of a catalogue, which are there already. */
  public H2Backend(Opener opener, LegacyCatalogue catalogue) {
    this.opener = opener;
    for (LegacyTable table : catalogue.tables()) {
      for (LegacyColumn column : table.columns()) {
        declare(
            table.qualifiedName(),
            new Column(column.name(), column.sqlType(), column.nullable(), false));
      }
    }
  }

  /** Declares a column to be of another type than the catalogue says. */
  public H2Backend declare(String table, Column column) {
    declared.put(table + "." + column.name(), column);
    return this;
  }

  /** Returns how a column is declared, if its table's catalogue or a test says it. */
  public Optional<Column> declared(String table, String column) {
    return Optional.ofNullable(declared.get(table + "." + column));
  }

  @Override
  public Session open() throws SQLException {
    return new H2Session(opener.open());
  }

  private final class H2Session implements Session {

    private final Connection connection;

    private H2Session(Connection connection) {
      this.connection = connection;
    }

    @Override
    public Answer answer(String sql) {
      return reply -> {
        try {
          run(sql.strip(), reply);
        } catch (SQLException e) {
          reply.error(number(e), 16, "Something with 'secret row data'.");
        }
      };
    }

    private void run(String sql, Reply reply) throws SQLException, IOException {
      String words = sql.toUpperCase(Locale.ROOT);
      if (words.startsWith("SET TRANSACTION ISOLATION LEVEL")) {
        connection.setTransactionIsolation(
            words.contains("SNAPSHOT") ? SNAPSHOT : Connection.TRANSACTION_READ_COMMITTED);
      } else if (words.startsWith("SET IMPLICIT_TRANSACTIONS")) {
        connection.setAutoCommit(words.contains("OFF"));
      } else if (words.contains("COMMIT TRAN") || words.contains("ROLLBACK TRAN")) {
        connection.rollback();
      } else if (!words.startsWith("SET ")) {
        query(sql, reply);
      }
    }

    private void query(String sql, Reply reply) throws SQLException, IOException {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(translated(sql))) {
        List<Column> columns = columns(rows.getMetaData());
        reply.columns(columns);
        while (rows.next()) {
          @Nullable Object[] values = new Object[columns.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = value(rows, i + 1, columns.get(i).sqlType());
          }
          reply.row(values);
        }
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  private static String translated(String sql) {
    String plain =
        sql.replace(" OPTION (MAXDOP 1)", "")
            .replace("COUNT_BIG(", "COUNT(")
            .replaceAll(" TABLESAMPLE SYSTEM \\([0-9.]+ PERCENT\\) REPEATABLE \\(1\\)", "");
    plain =
        UTF_16
            .matcher(plain)
            .replaceAll(bytes -> Matcher.quoteReplacement(literal(bytes.group(1))));
    plain = HEXADECIMAL.matcher(plain).replaceAll("X'$1'");
    return BRACKETED
        .matcher(plain)
        .replaceAll(
            name ->
                Matcher.quoteReplacement(
                    '"' + name.group(1).replace("]]", "]").replace("\"", "\"\"") + '"'));
  }

  private static String literal(String hexadecimal) {
    ByteBuffer bytes =
        ByteBuffer.wrap(HexFormat.of().parseHex(hexadecimal)).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder text = new StringBuilder();
    while (bytes.hasRemaining()) {
      text.append(bytes.getChar());
    }
    return "'" + text.toString().replace("'", "''") + "'";
  }

  /** SQL Server's number for H2's error. */
  private static int number(SQLException e) {
    return switch (e.getErrorCode()) {
      case 42102, 42104, 90079 -> 208;
      case 42122 -> 207;
      default -> 102;
    };
  }

  private List<Column> columns(ResultSetMetaData metadata) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      String table = metadata.getSchemaName(i) + "." + metadata.getTableName(i);
      String name = metadata.getColumnName(i);
      String inferred =
          metadata.getColumnType(i) == Types.BIGINT
              ? "bigint"
              : metadata.getColumnType(i) == Types.INTEGER ? "int" : "nvarchar(100)";
      columns.add(declared(table, name).orElseGet(() -> Column.of(name, inferred)));
    }
    return columns;
  }

  private static @Nullable Object value(ResultSet rows, int index, String sqlType)
      throws SQLException {
    String name = sqlType.replaceFirst("\\(.*", "").toLowerCase(Locale.ROOT);
    return switch (name) {
      case "time" -> rows.getObject(index, LocalTime.class);
      case "date" -> rows.getObject(index, LocalDate.class);
      case "datetime", "datetime2", "smalldatetime" -> rows.getObject(index, LocalDateTime.class);
      case "datetimeoffset" -> rows.getObject(index, OffsetDateTime.class);
      case "money", "smallmoney", "decimal", "numeric" -> rows.getBigDecimal(index);
      case "uniqueidentifier" -> rows.getObject(index, UUID.class);
      case "char", "varchar", "text", "nchar", "nvarchar", "ntext", "xml" -> rows.getString(index);
      case "binary", "varbinary", "image", "rowversion", "timestamp" -> rows.getBytes(index);
      case "hierarchyid", "geography", "geometry" -> rows.getBytes(index);
      default -> rows.getObject(index);
    };
  }
}
