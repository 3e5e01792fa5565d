package com.happypancake.database;

import com.google.protobuf.ByteString;
import com.happypancake.database.SourceException.Kind;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Source;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * H2, embedded, standing in for SQL Server: {@code tinyint} is a smallint, and a rowversion is a
 * binary(8) that a sequence named {@code RV} fills.
 */
final class H2Dialect implements Dialect {

  static final String SCHEME = "jdbc:h2:";

  /** org.h2.engine.Constants.TRANSACTION_SNAPSHOT. */
  private static final int SNAPSHOT = 6;

  /** Below every rowversion: a delta from here on reads all rows. */
  private static final ByteString LOWEST_MARK = ByteString.copyFrom(new byte[Long.BYTES]);

  @Override
  public Connector driver() {
    return new org.h2.Driver()::connect;
  }

  @Override
  public DatabaseAddress address(String url) throws SourceException {
    String[] parts = url.substring(SCHEME.length()).split(";", -1);
    for (String setting : Arrays.asList(parts).subList(1, parts.length)) {
      String name = setting.replaceFirst("=.*", "").strip().toUpperCase(Locale.ROOT);
      if (name.equals("USER") || name.contains("PASSWORD")) {
        throw new SourceException(
            Kind.LOGIN,
            "the source's URL holds '"
                + name
                + "', and a URL shows in process lists and logs; take it out, and give credentials"
                + " by the environment, a file or the prompt, as the command's help tells");
      }
    }
    String database = parts[0];
    int slashes = database.indexOf("://");
    if (slashes < 0) {
      return new DatabaseAddress("embedded", database.replaceFirst("^(mem|file):", ""));
    }
    String rest = database.substring(slashes + 3);
    int slash = rest.indexOf('/');
    return slash < 0
        ? new DatabaseAddress(rest, "")
        : new DatabaseAddress(rest.substring(0, slash), rest.substring(slash + 1));
  }

  @Override
  public Properties properties(
      String url, Optional<Credentials> credentials, ConnectionSettings settings) {
    Properties properties = new Properties();
    if (!url.toUpperCase(Locale.ROOT).contains(";IFEXISTS=")) {
      // Otherwise a name spelled wrong would make an empty database.
      properties.setProperty("IFEXISTS", "TRUE");
    }
    credentials.ifPresent(given -> given.putInto(properties));
    return properties;
  }

  @Override
  public List<String> sessionSettings(ConnectionSettings settings) {
    // Otherwise H2 makes up the whole result before it gives the first row.
    return List.of("SET LAZY_QUERY_EXECUTION TRUE");
  }

  @Override
  public void limitProbe(Statement statement) {
    // H2 sets a time limit for the whole connection, and its probes are quick.
  }

  @Override
  public SourceException connectFailure(DatabaseAddress address, SQLException e) {
    return H2Errors.connectFailure(address, e);
  }

  @Override
  public String advice(SQLException e) {
    return H2Errors.advice(e);
  }

  @Override
  public boolean isMissingTable(SQLException e) {
    return H2Errors.isMissingTable(e);
  }

  @Override
  public boolean isTransient(SQLException e) {
    return H2Errors.isTransient(e);
  }

  @Override
  public String use(String database) {
    throw new IllegalArgumentException("a connection to H2 has one database");
  }

  @Override
  public String quote(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  @Override
  public String firstRow(LegacyTable table) {
    return "SELECT 1 FROM " + quote(table) + " FETCH FIRST ROW ONLY";
  }

  @Override
  public int snapshotIsolation() {
    return SNAPSHOT;
  }

  @Override
  public Optional<String> snapshotObstacle(Session session, List<LegacyTable> tables) {
    return Optional.empty();
  }

  @Override
  public Features features(Session session, LegacyTable table) {
    return new Features("", Optional.of("COUNT(*)"));
  }

  @Override
  public Concealment concealment(Session session) {
    return Concealment.NONE;
  }

  @Override
  public Source identify(Session session) {
    DatabaseAddress address = session.address();
    String path = address.database();
    return Source.newBuilder()
        .setProduct("H2")
        .setVersion(session.productVersion())
        .setServer(address.server())
        .setDatabase(path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1))
        .build();
  }

  @Override
  public Optional<Instant> clock(Session session, ZoneId zone) throws SourceException {
    return session
        .probe("SELECT CURRENT_TIMESTAMP(7)", row -> row.getObject(1, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  @Override
  public List<Catalogue> catalogues() {
    return List.of(new H2Catalogue());
  }

  @Override
  public OptionalLong estimatedRows(Session session, LegacyTable table) throws SourceException {
    return session
        .probe(
            "SELECT ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = "
                + Literals.quote(table.schema())
                + " AND TABLE_NAME = "
                + Literals.quote(table.name()),
            ValueReader.wholeNumber())
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** {@inheritDoc} A table in memory alone takes none that H2 knows of. */
  @Override
  public OptionalLong estimatedBytes(Session session, LegacyTable table) throws SourceException {
    return session
        .probe(
            "SELECT DISK_SPACE_USED(" + Literals.quote(quote(table)) + ")",
            ValueReader.wholeNumber())
        .filter(bytes -> bytes > 0)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /**
   * {@inheritDoc}
   *
   * <p>A sequence gives numbers out at once, and their rows show at commit. So its next number is a
   * mark only if, after it was read, no other session is amid a change; otherwise the mark is the
   * lowest, which is right and makes the next delta large.
   */
  @Override
  public Optional<ByteString> rowversionMark(Session session) throws SourceException {
    Optional<Long> next =
        session.probe(
            "SELECT MIN(BASE_VALUE) FROM INFORMATION_SCHEMA.SEQUENCES"
                + " WHERE UPPER(SEQUENCE_NAME) = 'RV'",
            ValueReader.wholeNumber());
    if (next.isEmpty()) {
      session.note("the source has no sequence named RV: no delta can start here");
      return Optional.empty();
    }
    Optional<Boolean> seesAll =
        session.probe(
            "SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER",
            row -> row.getBoolean(1));
    Optional<Long> changing =
        session.probe(
            "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID <> SESSION_ID()"
                + " AND (CONTAINS_UNCOMMITTED OR EXECUTING_STATEMENT IS NOT NULL)",
            ValueReader.wholeNumber());
    if (seesAll.orElse(false) && changing.filter(sessions -> sessions == 0).isPresent()) {
      return Optional.of(
          ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(next.get()).array()));
    }
    session.note(
        "other sessions may be changing rows, so the rowversion marks are the lowest: the next"
            + " delta reads all rows");
    return Optional.of(LOWEST_MARK);
  }

  @Override
  public Optional<ByteString> settledRowversion(Session session) throws SourceException {
    return rowversionMark(session).filter(mark -> !mark.equals(LOWEST_MARK));
  }

  @Override
  public OptionalLong changeTrackingVersion(Session session) {
    return OptionalLong.empty();
  }

  @Override
  public List<IndexColumn> clusteredIndex(Session session, LegacyTable table) {
    return List.of();
  }

  @Override
  public Optional<KeyLiteral> literal(ActualColumn column) {
    return H2Literals.of(column);
  }

  @Override
  public String literal(ByteString value) {
    return H2Literals.binary(value.toByteArray());
  }

  @Override
  public String literal(ActualColumn column, Object value) {
    return H2Literals.of(column, value);
  }

  @Override
  public Optional<String> deletedKeys(LegacyTable table, List<String> columns, long version) {
    return Optional.empty();
  }

  @Override
  public OptionalLong firstTrackedVersion(Session session, LegacyTable table) {
    return OptionalLong.empty();
  }

  @Override
  public Optional<ImageOf> imageOf(Session session) {
    return Optional.empty();
  }

  @Override
  public Optional<String> sample(double share) {
    return Optional.empty();
  }

  @Override
  public Optional<DatabaseSnapshots> databaseSnapshots() {
    return Optional.empty();
  }

  @Override
  public OptionalLong blockedSessions(Session session) {
    return OptionalLong.empty();
  }

  @Override
  public OptionalDouble waitingShare(Session session) {
    return OptionalDouble.empty();
  }

  @Override
  public boolean seesOtherSessions(Session session) {
    return false;
  }

  @Override
  public boolean isRowversion(ActualColumn column) {
    return H2Columns.isRowversion(column);
  }

  @Override
  public Optional<ColumnReader> reader(LegacyColumn wanted, ActualColumn actual) {
    return H2Columns.reader(wanted, actual);
  }
}
