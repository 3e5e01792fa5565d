package com.happypancake.database;

import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import com.happypancake.database.column.ActualColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a source, on which one statement runs at a time.
 *
 * <p>If a failed probe breaks the connection, the session opens it again, which ends a snapshot
 * transaction. A probe throws a {@link SourceException} only if that fails too. Only the thread
 * that opened a session may use it. An interrupt of that thread cancels the running statement.
 */
public final class Session implements AutoCloseable {

  private static final Set<SqlErrorClass> CANNOT_COUNT =
      Set.of(SqlErrorClass.MISSING_RIGHTS, SqlErrorClass.NOT_UNDERSTOOD);

  private final Sessions sessions;
  private final WatchedConnection connection;
  private boolean inSnapshot;
  private Optional<SqlErrorClass> refusal = Optional.empty();

  Session(Sessions sessions, Connection connection) {
    this.sessions = sessions;
    this.connection = new WatchedConnection(sessions, connection);
  }

  public DatabaseProduct product() {
    return sessions.product();
  }

  public Dialect dialect() {
    return product().dialect();
  }

  public ServerFacts facts() {
    return product().facts(this);
  }

  /** Returns the source's database snapshots; empty if the product has none. */
  public Optional<DatabaseSnapshots> databaseSnapshots() {
    return product().databaseSnapshots(this);
  }

  public DatabaseAddress address() {
    return sessions.address();
  }

  /** Passes on a note of what the source can't do. */
  public void note(String text) {
    sessions.note(text);
  }

  /**
   * Opens the connection again, which ends its transaction.
   *
   * @throws SourceException if there is no new connection; another attempt may succeed
   */
  public void reconnect() throws SourceException {
    inSnapshot = false;
    connection.reopen();
  }

  /**
   * Opens the connection again if it is closed.
   *
   * @throws SourceException if there is no new connection; another attempt may succeed
   */
  public void revive() throws SourceException {
    if (connection.isClosed()) {
      reconnect();
    }
  }

  /**
   * Checks that no probe has broken the connection and so ended the snapshot transaction.
   *
   * @throws SourceException if no snapshot transaction is open; another attempt may succeed
   */
  public void requireSnapshot() throws SourceException {
    if (!inSnapshot()) {
      throw new SourceException(
              SourceException.Kind.LOST,
              address() + ": the connection broke just after a snapshot transaction had begun")
          .passing();
    }
  }

  /** Returns whether a snapshot transaction is open. */
  public boolean inSnapshot() {
    return inSnapshot && !connection.isClosed();
  }

  private <T> Optional<T> ask(String sql, WatchedConnection.Call<ResultSet, Optional<T>> reader)
      throws SourceException {
    refusal = Optional.empty();
    try {
      return connection.attempt(
          asking(),
          sql,
          watched ->
              watched.statement(
                  statement -> {
                    product().limitProbe(statement);
                    try (ResultSet rows = statement.executeQuery(sql)) {
                      return reader.on(rows);
                    }
                  }),
          this::revive);
    } catch (SQLException e) {
      refusal = Optional.of(product().classify(e));
      return Optional.empty();
    }
  }

  /**
   * Returns what the refusal of the latest probe or description means; empty if the source
   * answered, perhaps with nothing.
   */
  public Optional<SqlErrorClass> refusal() {
    return refusal;
  }

  /**
   * Returns why the latest probe has no answer: the login lacks a right, or the server has no such
   * thing. A catalogue hides what the login may not see, so an empty answer means a missing right.
   *
   * @param what the source would tell, as half a sentence
   * @param where the source would tell it, such as a view
   * @param right what to grant to the login
   */
  public String whyUnknown(String what, String where, String right) {
    return switch (refusal.orElse(SqlErrorClass.MISSING_RIGHTS)) {
      case MISSING_RIGHTS -> "the login can't see " + what + "; it needs " + right;
      case NO_SUCH_TABLE, NO_SUCH_COLUMN, NOT_UNDERSTOOD ->
          "the server has no " + where + ", and so does not tell " + what;
      default -> "the source does not tell " + what + " (" + refusal.orElseThrow() + ")";
    };
  }

  private String asking() {
    return address() + ": asking what it can do";
  }

  /**
   * Asks something that the source may not be able to answer.
   *
   * @return empty if the source refuses the query, or the answer is NULL or no row
   */
  public <T> Optional<T> probe(String sql, AnswerReader<T> reader) throws SourceException {
    return ask(
        sql, rows -> rows.next() ? Optional.ofNullable(reader.read(rows)) : Optional.empty());
  }

  /**
   * Asks for a whole number that the source may not be able to return.
   *
   * @return empty if the source refuses the query, or the answer is NULL or no row
   */
  public OptionalLong probeNumber(String sql) throws SourceException {
    Optional<Long> number =
        probe(
            sql,
            row -> {
              long value = row.getLong(1);
              return row.wasNull() ? null : value;
            });
    return number.map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  /**
   * Asks a question whose answer is a number, above 0 for true.
   *
   * @return false also if the source can't answer
   */
  public boolean probeTruth(String sql) throws SourceException {
    return probeNumber(sql).orElse(0) > 0;
  }

  /** Returns whether the source runs a query. */
  public boolean understands(String sql) throws SourceException {
    return ask(sql, rows -> Optional.of(rows.next())).isPresent();
  }

  /**
   * Asks for many rows that the source may not be able to return.
   *
   * @return the rows' values as text, with "" for NULL; empty if the source refuses
   */
  public Optional<List<List<String>>> probeRows(String sql) throws SourceException {
    return ask(sql, rows -> Optional.of(texts(rows)));
  }

  private static List<List<String>> texts(ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    List<List<String>> texts = new ArrayList<>();
    while (rows.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        String text = rows.getString(i);
        row.add(text == null ? "" : text);
      }
      texts.add(row);
    }
    return texts;
  }

  /**
   * Runs a statement that returns no rows.
   *
   * @throws SourceException if it fails
   */
  public void execute(String where, String sql) throws SourceException {
    connection.execute(where, SqlText.of(sql));
  }

  /** Returns the product's version, or "" if the driver can't return it. */
  public String productVersion() throws SourceException {
    return metadata(open -> Optional.ofNullable(open.getMetaData().getDatabaseProductVersion()));
  }

  /** Returns the current database, or "" if the driver can't return it. */
  public String currentDatabase() throws SourceException {
    return metadata(open -> Optional.ofNullable(open.getCatalog()));
  }

  private String metadata(WatchedConnection.Call<Connection, Optional<String>> question)
      throws SourceException {
    try {
      return connection
          .attempt(asking(), "its metadata", watched -> watched.call(question), this::revive)
          .orElse("");
    } catch (SQLException e) {
      return "";
    }
  }

  /**
   * Describes the columns of a query's result without reading a row.
   *
   * @throws SourceException if the connection breaks, or the query fails for another reason than a
   *     refusal: a lock, for example
   */
  public QueryDescription describe(String where, String sql) throws SourceException {
    try {
      return QueryDescription.of(columns(where, sql));
    } catch (SQLException e) {
      SqlErrorClass refusal = product().classify(e);
      if (!refusal.isRefusal()) {
        throw connection.failure(where, SqlText.of(sql), e, refusal);
      }
      return QueryDescription.refused(product(), e, refusal);
    }
  }

  /**
   * Describes the columns of a query's result that the source may refuse.
   *
   * @return empty if it refuses, or breaks the connection twice
   * @throws SourceException if the query fails otherwise: at a lock, for example
   */
  public Optional<List<ActualColumn>> tryDescribe(String where, String sql) throws SourceException {
    refusal = Optional.empty();
    try {
      return Optional.of(columns(where, sql));
    } catch (SQLException e) {
      refusal = Optional.of(product().classify(e));
      return Optional.empty();
    }
  }

  private List<ActualColumn> columns(String where, String sql)
      throws SQLException, SourceException {
    return connection.attempt(
        where,
        sql,
        watched ->
            watched.statement(
                statement -> {
                  try (ResultSet rows = statement.executeQuery(sql)) {
                    List<ActualColumn> columns = ActualColumn.of(rows.getMetaData());
                    statement.cancel();
                    return columns;
                  }
                }),
        this::revive);
  }

  /**
   * Begins a transaction that shows one instant of the database.
   *
   * @param firstQuery fixes the instant
   * @return false if the source refuses, which leaves the session unchanged
   * @throws SourceException if the connection can't be replaced, or a transient failure repeats
   */
  public boolean beginSnapshot(String firstQuery) throws SourceException {
    String where = "beginning a snapshot transaction";
    try {
      // After a transaction failed to begin, its connection can't be trusted.
      connection.attempt(
          where,
          firstQuery,
          watched -> watched.call(open -> begin(open, firstQuery)),
          this::reconnect);
      inSnapshot = true;
      return true;
    } catch (SQLException e) {
      SqlErrorClass refusal = product().classify(e);
      if (!refusal.isRefusal()) {
        throw connection.failure(where, SqlText.of(firstQuery), e, refusal);
      }
      return false;
    }
  }

  private boolean begin(Connection open, String firstQuery) throws SQLException {
    open.setTransactionIsolation(product().snapshotIsolation());
    open.setAutoCommit(false);
    try (Statement statement = open.createStatement();
        ResultSet rows = statement.executeQuery(firstQuery)) {
      return rows.next();
    }
  }

  /**
   * Runs a query for rows.
   *
   * @param planned the columns that the query names, in order, as they were when it was planned
   * @throws SourceException if it fails, the connection breaks, or the result has other columns
   */
  public RowCursor query(String where, SqlText sql, List<ActualColumn> planned)
      throws SourceException {
    return connection.query(where, sql).checkColumns(planned);
  }

  /**
   * Counts rows, which may take as long as a query may.
   *
   * @return empty if the login may not count outside a snapshot, or the source can't, which is
   *     noted
   * @throws SourceException if the source fails otherwise, or fails in a snapshot, which may have
   *     ended
   */
  public OptionalLong count(String where, SqlText sql) throws SourceException {
    List<Long> counts = counts(where, sql, 1);
    return counts.isEmpty() ? OptionalLong.empty() : OptionalLong.of(counts.get(0));
  }

  /**
   * Asks for several numbers in one row, as {@link #count} does for one.
   *
   * @return the numbers; none if it may not or can't count outside a snapshot
   * @throws SourceException as {@link #count}
   */
  public List<Long> counts(String where, SqlText sql, int columns) throws SourceException {
    try (RowCursor cursor = connection.query(where, sql)) {
      return cursor.numbers(columns);
    } catch (SourceException e) {
      if (inSnapshot || e.errorClass().filter(CANNOT_COUNT::contains).isEmpty()) {
        throw e;
      }
      note(
          where
              + ": the source does not count the rows ("
              + e.errorClass().get()
              + "), so their number is not checked");
      return List.of();
    }
  }

  @Override
  public void close() {
    connection.close();
  }

  /** Reads the answer of a probe from its only row. */
  @FunctionalInterface
  public interface AnswerReader<T> {

    /**
     * Returns the answer, or null for NULL.
     *
     * @throws SQLException if the driver can't return it
     */
    @Nullable T read(ResultSet row) throws SQLException;
  }
}
