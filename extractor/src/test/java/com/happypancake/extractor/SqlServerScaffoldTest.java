package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.Credentials;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.scaffold.Scaffold;
import com.happypancake.extractor.scaffold.Scaffold.ScaffoldRequest;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Column;
import com.happypancake.extractor.tds.Reply;
import com.happypancake.extractor.tds.TdsServer;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL Server's catalogue through the real driver, with answers as SQL Server gives them. */
class SqlServerScaffoldTest {

  private static final List<Column> COLUMNS =
      List.of(
          Column.of("name", "nvarchar(128)"),
          Column.of("name", "nvarchar(128)"),
          Column.of("", "varchar(1)"),
          Column.of("name", "nvarchar(128)"),
          Column.of("", "nvarchar(128)"),
          Column.of("", "int"),
          Column.of("precision", "tinyint"),
          Column.of("scale", "tinyint"),
          Column.of("is_nullable", "bit"),
          Column.of("", "nvarchar(128)"),
          Column.of("is_identity", "bit"),
          Column.of("is_computed", "bit"),
          Column.of("", "int"));

  private static final Answer TABLES =
      reply -> {
        reply.columns(COLUMNS);
        column(reply, "Orders", "OrderId", "int", 4, 10, 0, false, null, true);
        column(reply, "Orders", "Customer's", "nvarchar", 32, 0, 0, false, "Name", false);
        column(reply, "Orders", "Notes", "nvarchar", -1, 0, 0, true, null, false);
        column(reply, "Orders", "Paid", "datetime2", 8, 27, 7, true, null, false);
        column(reply, "Orders", "Price", "money", 8, 19, 4, true, null, false);
        column(reply, "Orders", "Of", "int", 4, 10, 0, true, null, false);
        column(reply, "Orders", "Where", "nowhere", -1, 0, 0, true, null, false);
        column(reply, "Orders", "RowVer", "timestamp", 8, 0, 0, false, null, false);
      };

  private final List<String> notes = new ArrayList<>();
  private TestSqlServer server;

  @BeforeEach
  void start() throws Exception {
    server = TestSqlServer.of(Extractions.workshop());
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(server.server.faults()).isEmpty();
    server.close();
  }

  private static void column(
      Reply reply,
      String table,
      String name,
      String type,
      int length,
      int precision,
      int scale,
      boolean nullable,
      String alias,
      boolean identity)
      throws java.io.IOException {
    reply.row(
        "dbo",
        table,
        "T",
        name,
        type,
        length,
        (short) precision,
        (short) scale,
        nullable,
        alias,
        identity,
        false,
        1);
  }

  private static Answer names(String... values) {
    return reply -> {
      List<Column> columns = new ArrayList<>();
      for (int i = 0; i < values.length; i++) {
        columns.add(Column.of("name", "nvarchar(128)"));
      }
      reply.columns(columns).row((Object[]) values);
    };
  }

  private void answerAll() {
    server
        .answering(sql -> sql.startsWith("SELECT DISTINCT s.name FROM"), names("dbo"))
        .answering(sql -> sql.startsWith("SELECT DISTINCT TABLE_SCHEMA"), names("dbo"))
        .answering(
            sql -> sql.contains("foreign_key") || sql.contains("REFERENTIAL"),
            names("dbo", "Orders", "Of", "dbo", "Orders", "OrderId"))
        .answering(
            sql -> sql.contains("is_primary_key = 1") || sql.contains("'PRIMARY KEY'"),
            names("dbo", "Orders", "OrderId", "1", "1", "0"))
        .answering(
            sql -> sql.contains("is_unique = 1") || sql.contains("'UNIQUE'"),
            names("dbo", "Orders", "Customer's"))
        .answering(sql -> sql.contains("FROM sys.objects o JOIN sys.schemas"), TABLES)
        .answering(sql -> sql.contains("INFORMATION_SCHEMA.COLUMNS"), TABLES);
  }

  private Scaffold scaffold() throws SourceException {
    return Scaffold.of(
        new ScaffoldRequest(
            server.server.url(),
            Optional.of(new Credentials(TdsServer.USER, TdsServer.PASSWORD)),
            List.of("DBO"),
            List.of(),
            Optional.empty()),
        ConnectionSettings.DEFAULT,
        notes::add);
  }

  @Test
  void aGraphTableHasTheColumnsThatAQueryMayName() throws Exception {
    String hash = "_A08D8E3E34594810BDB50136C3FCE80B";
    server.answering(
        sql -> sql.contains("c.is_computed"),
        reply -> {
          reply.columns(COLUMNS);
          column(reply, "Orders", "graph_id" + hash, "bigint", 8, 19, 0, false, null, false);
          column(reply, "Orders", "$node_id" + hash, "nvarchar", 1000, 0, 0, false, null, false);
          column(reply, "Orders", "OrderId", "int", 4, 10, 0, false, null, false);
        });
    answerAll();
    assertThat(orders(scaffold()).columns())
        .extracting(LegacyColumn::name)
        .containsExactly("$node_id" + hash, "OrderId");
  }

  private static LegacyTable orders(Scaffold scaffold) {
    return LegacyCatalogue.of(DescriptorSets.parse(scaffold.descriptors().toByteArray()))
        .table("dbo.Orders");
  }

  private static void assertOrders(LegacyTable orders) {
    assertThat(orders.columns())
        .extracting(LegacyColumn::sqlType)
        .containsExactly(
            "int", "nvarchar(32)", "nvarchar(max)", "datetime2(7)", "money", "int", "rowversion");
    assertThat(orders.descriptor().findFieldByNumber(8).getName()).isEqualTo("row_ver");
    assertThat(orders.key()).extracting(LegacyColumn::name).containsExactly("OrderId");
    assertThat(orders.column("Customer's").options().getUnique()).isTrue();
    assertThat(orders.column("Of").options().getLookup()).isEqualTo("dbo.Orders.OrderId");
    assertThat(orders.column("Of").nullable()).isTrue();
  }

  @Test
  void theViewsOfSysTellAll() throws Exception {
    answerAll();
    Scaffold scaffold = scaffold();
    assertOrders(orders(scaffold));
    assertThat(notes)
        .containsExactly("dbo.Orders: column Where nowhere is left out: no field holds its type");
    assertThat(scaffold.name()).isEqualTo("happy_pancake");
    assertThat(scaffold.text())
        .contains("package legacy.happy_pancake;")
        .contains("// OrderId int NOT NULL: primary key, identity\n")
        .contains("// [Customer's] nvarchar(32) NOT NULL: unique, declared as Name\n")
        .contains("// Left out, 7: Where nowhere NULL: no field holds its type\n")
        .contains("// RowVer rowversion NOT NULL\n")
        .doesNotContain("It has no rowversion");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theStandardsCatalogueTellsWhereSysIsRefused(boolean breaksConnection) throws Exception {
    server.refusing(sql -> sql.contains("sys."), breaksConnection);
    answerAll();
    assertOrders(orders(scaffold()));
    assertThat(notes)
        .contains(
            "the source does not answer the views of sys; what INFORMATION_SCHEMA does not tell is"
                + " left out");
  }

  @Test
  void theStandardsCatalogueTellsWhereSysShowsNothing() throws Exception {
    server.answering(
        sql -> sql.contains("FROM sys.objects o JOIN sys.schemas") && sql.contains("sys.types"),
        reply -> reply.columns(COLUMNS));
    answerAll();
    assertOrders(orders(scaffold()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"primary", "unique", "foreign"})
  void whatTheSourceRefusesAloneIsNoted(String what) throws Exception {
    String sys = what.equals("foreign") ? "foreign_key" : "is_" + what;
    String standard =
        what.equals("foreign")
            ? "REFERENTIAL"
            : what.equals("primary") ? "'PRIMARY KEY'" : "'UNIQUE'";
    server.refusing(
        sql ->
            (sql.contains(sys + "_key = 1")
                    || sql.contains(sys + " = 1")
                    || (what.equals("foreign") && sql.contains(sys)))
                || sql.contains(standard),
        false);
    answerAll();
    assertThat(orders(scaffold()).columns()).hasSize(7);
    assertThat(notes)
        .anySatisfy(note -> assertThat(note).startsWith("the source does not tell its " + what));
  }

  @Test
  void aSourceThatTellsNothingIsAnErrorWithoutItsWords() {
    server.refusing(sql -> sql.contains("sys.") || sql.contains("INFORMATION_SCHEMA"), false);
    assertThatThrownBy(this::scaffold)
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.QUERY))
        .hasMessageContaining(
            "the source does not tell which tables it has; the login needs SELECT")
        .hasMessageNotContaining("secret row data");
  }

  @Test
  void theStatementsArePinned() throws Exception {
    answerAll();
    scaffold();
    GoldenSqlTest.assertGolden("sqlserver-scaffold.sql", server.sent());
  }

  @Test
  void theStatementsOfTheFallBackArePinned() throws Exception {
    server.refusing(sql -> sql.contains("sys."), false);
    answerAll();
    scaffold();
    GoldenSqlTest.assertGolden("sqlserver-scaffold-plain.sql", server.sent());
  }
}
