package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.rows;
import static com.happypancake.extractor.Extractions.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.database.SourceException;
import com.happypancake.extractor.check.Finding;
import com.happypancake.extractor.check.Finding.Status;
import com.happypancake.extractor.check.Preflight;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Column;
import com.happypancake.extractor.tds.Reply;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What SQL Server changes, hides or does not list, without an error. */
class SqlServerConcealmentTest {

  /** What the catalogue of SQL Server 2016 has that older ones have not. */
  static final Answer KNOWN_FROM_2016 = names("is_masked", "encryption_type", "predicate_type");

  private static final int FLAGS = 3;

  @TempDir Path folder;
  private LegacyCatalogue catalogue;
  private TestSqlServer server;
  private final Listening listener = new Listening();

  @BeforeEach
  void start() throws Exception {
    catalogue = new TestSchemas().table("People", "Id", "Id int", "Email nvarchar(50)").build();
    server = TestSqlServer.of(catalogue);
    server.tables.insert(catalogue.table("People"), 1, "a@example.org");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static Answer names(String... rows) {
    return reply -> {
      reply.columns(List.of(Column.of("name", "nvarchar(128)")));
      for (String row : rows) {
        reply.row(row);
      }
    };
  }

  /** A column's row of the catalogue, by its flags: masked, encrypted, column set. */
  private void column(String table, String name, String flags) {
    server.answering(
        sql -> sql.contains("is_column_set"),
        reply -> {
          Object[] row = new Object[3 + FLAGS];
          row[0] = "dbo";
          row[1] = table;
          row[2] = name;
          for (int i = 0; i < FLAGS; i++) {
            row[3 + i] = flags.charAt(i) - '0';
          }
          List<Column> columns =
              Stream.of("nvarchar(128)", "nvarchar(128)", "nvarchar(128)", "int", "int", "int")
                  .map(type -> Column.of("", type))
                  .toList();
          reply.columns(columns).row(row);
        });
  }

  private void filter(String table, String policy) {
    server.answering(
        sql -> sql.contains("sys.security_predicates p"),
        reply ->
            reply
                .columns(
                    List.of(
                        Column.of("", "nvarchar(128)"),
                        Column.of("", "nvarchar(128)"),
                        Column.of("", "nvarchar(128)")))
                .row("dbo", table, policy));
  }

  private List<String> refusals() throws Exception {
    return Preflight.check(server.extraction(folder.resolve("dump")), doing -> {})
        .findings()
        .stream()
        .filter(each -> each.status() == Status.REFUSED)
        .map(Finding::text)
        .toList();
  }

  private void run() throws Exception {
    server.run(server.extraction(folder.resolve("dump")), listener);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100 | dbo.People: column Email is masked for the login",
        "010 | dbo.People: column Email is under Always Encrypted",
      })
  void aColumnThatWouldComeWithOtherValuesIsRefusedByName(String flags, String refusal)
      throws Exception {
    column("People", "Email", flags);
    assertThat(refusals()).singleElement().asString().startsWith(refusal);
    assertThatThrownBy(this::run)
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.MISMATCH))
        .hasMessageContaining(refusal);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whetherTheLoginSeesBehindTheMaskIsTheServersToSay() throws Exception {
    column("People", "Email", "000");
    run();
    assertThat(server.sent())
        .filteredOn(sql -> sql.contains("c.is_masked"))
        .singleElement()
        .asString()
        .contains(
            "HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'UNMASK')",
            "'OBJECT', 'UNMASK', c.name, 'COLUMN')");
    assertThat(rows(folder.resolve("dump"), "dbo.People"))
        .extracting(row -> value(row, "email"))
        .containsExactly("a@example.org");
  }

  @Test
  void aMaskedColumnThatTheSchemaLeavesOutIsNotRead() throws Exception {
    server.tables.execute("ALTER TABLE \"dbo\".\"People\" ADD \"Phone\" varchar(20)");
    column("People", "Phone", "100");
    server.run(
        server.extraction(folder.resolve("dump")).toBuilder().allowExtraColumns(true).build(),
        listener);
    assertThat(listener.notes)
        .containsExactly("dbo.People: left out, since the schema does not name it: Phone");
  }

  @Test
  void aTableOfWhichAPolicyHidesRowsIsRefusedByName() throws Exception {
    filter("People", "OnlyOnesOwn");
    assertThat(refusals())
        .singleElement()
        .asString()
        .startsWith("dbo.People: the security policy OnlyOnesOwn filters its rows");
    assertThatThrownBy(this::run).hasMessageContaining("the security policy OnlyOnesOwn");
  }

  @Test
  void anotherTablesPolicyIsNoObstacle() throws Exception {
    filter("Others", "OnlyOnesOwn");
    run();
    assertThat(listener.notes).isEmpty();
  }

  @Test
  void aViewOfADatabaseWithFiltersIsNoted() throws Exception {
    filter("Others", "OnlyOnesOwn");
    server.answering(
        sql -> sql.contains("sys.views"),
        reply ->
            reply
                .columns(List.of(Column.of("", "nvarchar(128)"), Column.of("", "nvarchar(128)")))
                .row("dbo", "People"));
    run();
    assertThat(listener.notes)
        .singleElement()
        .asString()
        .startsWith("dbo.People: is a view in a database with masked columns or filtered tables");
  }

  @Test
  void aServerBefore2016IsNotAskedForWhatItDoesNotKnow() throws Exception {
    server.answering(sql -> sql.contains("sys.all_columns"), names());
    run();
    assertThat(listener.notes).isEmpty();
    assertThat(server.sent())
        .filteredOn(sql -> !sql.contains("sys.all_columns"))
        .noneMatch(
            sql ->
                sql.contains("is_masked")
                    || sql.contains("encryption_type")
                    || sql.contains("is_hidden")
                    || sql.contains("sys.security"));
  }

  @Test
  void aColumnThatIsNotListedIsReadByItsName() throws Exception {
    server.tables.execute("ALTER TABLE \"dbo\".\"People\" DROP COLUMN \"Email\"");
    server.tables.execute(
        "ALTER TABLE \"dbo\".\"People\" ADD \"Email\" nvarchar(50) INVISIBLE DEFAULT 'x'");
    run();
    assertThat(rows(folder.resolve("dump"), "dbo.People"))
        .extracting(row -> value(row, "email"))
        .containsExactly("x");
  }

  @Test
  void aConnectionThatBreaksWhileATableIsDescribedMakesNoColumnMissing() throws Exception {
    server.tables.execute("ALTER TABLE \"dbo\".\"People\" DROP COLUMN \"Email\"");
    server.refusing(
        sql -> sql.contains("sys.columns") || sql.contains("INFORMATION_SCHEMA"), false);
    server.answering(
        sql -> sql.equals("SELECT [Id], [Email] FROM [dbo].[People] WHERE 1 = 0"), Reply::cut);
    assertThatThrownBy(this::run)
        .isInstanceOf(SourceException.class)
        .extracting(thrown -> ((SourceException) thrown).kind())
        .isEqualTo(SourceException.Kind.LOST);
  }

  @Test
  void aColumnThatNeitherTheSchemaNorTheListHasIsADifference() throws Exception {
    server.tables.execute(
        "ALTER TABLE \"dbo\".\"People\" ADD \"ValidFrom\" int INVISIBLE DEFAULT 1");
    assertThat(refusals()).containsExactly("dbo.People: column ValidFrom int is not in the schema");
    server.run(
        server.extraction(folder.resolve("dump")).toBuilder().allowExtraColumns(true).build(),
        listener);
    assertThat(listener.notes)
        .containsExactly("dbo.People: left out, since the schema does not name it: ValidFrom");
  }

  @Test
  void aColumnSetNeedsNoPlaceInTheSchema() throws Exception {
    server.tables.execute("ALTER TABLE \"dbo\".\"People\" ADD \"All\" nvarchar(50)");
    assertThat(refusals()).hasSize(1);
    column("People", "All", "001");
    assertThat(refusals()).isEmpty();
    run();
  }
}
