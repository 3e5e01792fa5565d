package com.happypancake.extractor;

import com.happypancake.extractor.source.Connector;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A driver that answers as Microsoft's does, from tables in H2: it takes T-SQL, gives nvarchar's
 * bytes as UTF-16LE, calls types by SQL Server's names, and fails where it is told to.
 */
final class FakeSqlServer implements Connector {

  static final String URL = "jdbc:sqlserver://db1:1433;databaseName=HappyPancake";

  /** What each function of the server answers, as H2 says it. */
  private static final Map<String, String> ANSWERS =
      Map.ofEntries(
          Map.entry("sys.databases", "SELECT 1"),
          Map.entry("sys.partitions", "SELECT CAST(99 AS BIGINT)"),
          Map.entry("recovery_status", "SELECT '0A0B0C0D-0000-0000-0000-000000000001'"),
          Map.entry("@@SERVERNAME", "SELECT 'DB1'"),
          Map.entry("SYSUTCDATETIME()", "SELECT TIMESTAMP '2026-02-01 10:00:00.1234567'"),
          Map.entry("GETUTCDATE()", "SELECT TIMESTAMP '2026-02-01 10:00:00.123'"),
          Map.entry("CURRENT_TIMESTAMP", "SELECT TIMESTAMP '2026-02-01 12:00:00.123'"),
          Map.entry("MIN_ACTIVE_ROWVERSION()", "SELECT CAST(X'00000000000007D1' AS BINARY(8))"),
          Map.entry("CHANGE_TRACKING_CURRENT_VERSION()", "SELECT CAST(42 AS BIGINT)"),
          Map.entry("CHANGE_TRACKING_MIN_VALID", "SELECT CAST(1 AS BIGINT)"),
          Map.entry("SET LOCK_TIMEOUT", "SELECT 1"));

  private static final Pattern BRACKETED = Pattern.compile("\\[((?:[^\\]]|\\]\\])*)\\]");

  private final TestDatabase tables;
  private final LegacyCatalogue catalogue;
  final List<String> sent = new ArrayList<>();
  final List<Properties> properties = new ArrayList<>();
  private Predicate<String> refused = sql -> false;
  private boolean refusalBreaksConnection;
  private String countAnswer = "";

  FakeSqlServer(TestDatabase tables, LegacyCatalogue catalogue) {
    this.tables = tables;
    this.catalogue = catalogue;
  }

  /** Has statements fail, and take the connection with them if so told. */
  FakeSqlServer refusing(Predicate<String> statements, boolean breaksConnection) {
    refused = statements;
    refusalBreaksConnection = breaksConnection;
    return this;
  }

  /** Has every COUNT answer another number. */
  FakeSqlServer counting(long rows) {
    countAnswer = "SELECT CAST(" + rows + " AS BIGINT)";
    return this;
  }

  @Override
  public Connection connect(String url, Properties given) throws SQLException {
    properties.add(given);
    return connection(tables.open());
  }

  private String translate(Connection real, String sql) throws SQLException {
    sent.add(sql);
    if (refused.test(sql)) {
      if (refusalBreaksConnection) {
        real.close();
        throw new SQLException("Connection reset", "08S01", 0);
      }
      throw new SQLException("Incorrect syntax near 'secret row data'.", "S0001", 102);
    }
    for (Map.Entry<String, String> answer : ANSWERS.entrySet()) {
      if (sql.contains(answer.getKey())) {
        return answer.getValue();
      }
    }
    if (!countAnswer.isEmpty() && sql.contains("COUNT") && !sql.contains("1 = 0")) {
      return countAnswer;
    }
    String plain = sql.replace(" OPTION (MAXDOP 1)", "").replace("COUNT_BIG(*)", "COUNT(*)");
    return BRACKETED
        .matcher(plain)
        .replaceAll(
            name -> Matcher.quoteReplacement(TestDatabase.quote(name.group(1).replace("]]", "]"))));
  }

  private Connection connection(Connection real) {
    return proxy(
        Connection.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "createStatement" -> statement(real, (Statement) call(method, real, arguments));
              case "setTransactionIsolation" -> {
                translate(real, "-- isolation " + arguments[0]);
                real.setTransactionIsolation(6);
                yield null;
              }
              case "getCatalog" -> "HappyPancake";
              case "getMetaData" -> throw new SQLFeatureNotSupportedException("no metadata");
              case "setAutoCommit", "getAutoCommit", "isClosed", "close", "rollback" ->
                  call(method, real, arguments);
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private Statement statement(Connection connection, Statement real) {
    return proxy(
        Statement.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "executeQuery" ->
                  rows(real.executeQuery(translate(connection, (String) arguments[0])));
              case "execute" -> real.execute(translate(connection, (String) arguments[0]));
              case "setQueryTimeout" -> null;
              case "cancel", "close" -> call(method, real, arguments);
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private ResultSet rows(ResultSet real) {
    return proxy(
        ResultSet.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "getBytes" -> bytes(real, (Integer) arguments[0]);
              case "getMetaData" -> metadata(real.getMetaData());
              default -> call(method, real, arguments);
            });
  }

  private static byte[] bytes(ResultSet real, int index) throws SQLException {
    int type = real.getMetaData().getColumnType(index);
    if (type == Types.VARCHAR || type == Types.CHAR) {
      String text = real.getString(index);
      // getBytes of a charset would put a '?' for an unpaired surrogate; the server has its code.
      return text == null ? null : utf16(text);
    }
    return real.getBytes(index);
  }

  private static byte[] utf16(String text) {
    byte[] bytes = new byte[2 * text.length()];
    for (int i = 0; i < text.length(); i++) {
      bytes[2 * i] = (byte) text.charAt(i);
      bytes[2 * i + 1] = (byte) (text.charAt(i) >> Byte.SIZE);
    }
    return bytes;
  }

  private ResultSetMetaData metadata(ResultSetMetaData real) {
    return proxy(
        ResultSetMetaData.class,
        (method, arguments) ->
            method.getName().equals("getColumnTypeName")
                ? typeName(real, (Integer) arguments[0])
                : call(method, real, arguments));
  }

  private String typeName(ResultSetMetaData real, int index) throws SQLException {
    String type =
        catalogue
            .table(real.getSchemaName(index) + "." + real.getTableName(index))
            .column(real.getColumnName(index))
            .sqlType();
    String name = type.replaceFirst("\\(.*", "").toLowerCase(Locale.ROOT);
    return name.equals("rowversion") ? "timestamp" : name;
  }

  private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    InvocationHandler handler = (self, method, arguments) -> answer.to(method, arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @FunctionalInterface
  private interface Answer {
    Object to(Method method, Object[] arguments) throws Throwable;
  }
}
