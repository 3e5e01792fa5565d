package com.happypancake.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a database that nobody wrote a schema for to a dump of it. */
class ExtractScaffoldCommandTest {

  private static final String URL = "jdbc:h2:mem:Gift Shop;MODE=MSSQLServer";

  @TempDir private Path folder;
  private Connection connection;

  @BeforeEach
  void create() throws SQLException {
    connection = DriverManager.getConnection(URL);
    execute("CREATE SCHEMA \"dbo\"");
    execute("CREATE SCHEMA \"bare\"");
    execute(
        "CREATE TABLE \"dbo\".\"Weird Näme.x\" (\"Order\" int PRIMARY KEY, \"a b\" nvarchar(20),"
            + " \"a_b\" nvarchar(20), \"1\" bit NOT NULL, \"span\" interval year)");
    execute("INSERT INTO \"dbo\".\"Weird Näme.x\" VALUES (2, 'rose', NULL, true, NULL)");
    execute("INSERT INTO \"dbo\".\"Weird Näme.x\" VALUES (1, '', 'å', false, NULL)");
    execute("CREATE TABLE \"dbo\".\"Nothing\" (\"Id\" bigint, \"At\" datetime2)");
  }

  @AfterEach
  void drop() throws SQLException {
    connection.close();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private TestSession scaffold(int code, String... more) {
    return TestSession.ended(
        code, List.of("extract", "scaffold", "--source", URL, "--out", legacy().toString()), more);
  }

  private Path legacy() {
    return folder.resolve("legacy");
  }

  private TestSession extract(int code, String descriptors, String... more) {
    return TestSession.ended(
        code,
        List.of(
            "extract",
            "--source",
            URL,
            "--country",
            "SE",
            "--descriptors",
            descriptors,
            "--out",
            folder.resolve("dump").toString()),
        more);
  }

  @Test
  void whatScaffoldWritesExtractReadsAndTheDumpIsWhole() {
    TestSession scaffold = scaffold(0);
    Path set = legacy().resolve("gift_shop.desc");
    assertThat(scaffold.out())
        .isEqualTo(
            legacy().resolve("gift_shop.proto")
                + ": 2 tables, 6 columns; look it through\n"
                + set
                + ": the same for hpc; next: hpc extract --source … --descriptors "
                + set
                + " --allow-extra-columns --country … --out dumps/…\n");
    assertThat(scaffold.err())
        .isEqualTo(
            "note: dbo.Weird Näme.x: column span interval is left out: no field holds its type\n");
    assertThat(extract(3, set.toString()).err())
        .contains("dbo.Weird Näme.x: column span interval is not in the schema");
    extract(0, legacy().toString(), "--allow-extra-columns");
    String dump = folder.resolve("dump").toString();
    TestSession.ended(0, List.of("dumps", "verify", dump));
    assertThat(TestSession.ended(0, List.of("dumps", "cat", dump, "Weird Näme.x")).out())
        .isEqualTo(
            """
            {"order":1,"aB":"","aB2":"å","column1":false}
            {"order":2,"aB":"rose","aB2":null,"column1":true}
            """);
    assertThat(TestSession.ended(0, List.of("dumps", "count", dump)).out())
        .containsPattern("dbo.Nothing +0\n");
  }

  @Test
  void anEditedFileIsWrittenOverByForceAlone() throws IOException {
    scaffold(0);
    scaffold(0);
    Path text = legacy().resolve("gift_shop.proto");
    String original = Files.readString(text);
    Files.writeString(text, original + "// mine\n");
    assertThat(scaffold(5).err())
        .contains(text + ": is there already and differs from what the database gives now")
        .contains("--force");
    assertThat(text).hasContent(original + "// mine");
    scaffold(0, "--force");
    assertThat(text).hasContent(original);
  }

  @Test
  void aSchemaWithoutTablesLeavesNoFile() {
    assertThat(scaffold(3, "--schema", "bare").err())
        .contains("the schema bare holds no table that the login can see; tables are in dbo");
    assertThat(legacy()).doesNotExist();
  }

  @Test
  void aFolderWithTwoSetsIsNoAnswer() throws IOException {
    scaffold(0);
    Files.writeString(legacy().resolve("other.desc"), "");
    assertThat(extract(2, legacy().toString()).err())
        .contains("the folder holds 2 files named *.desc; expected one, or name the file");
  }

  @Test
  void manyTablesComeThrough() throws SQLException {
    extractTables(50);
  }

  @Tag("slow")
  @Test
  void threeHundredTablesComeThrough() throws SQLException {
    extractTables(300);
  }

  private void extractTables(int tables) throws SQLException {
    execute("CREATE SCHEMA \"many\"");
    for (int i = 0; i < tables; i++) {
      execute("CREATE TABLE \"many\".\"T" + i + "\" (\"Id\" int PRIMARY KEY)");
    }
    scaffold(0, "--schema", "many", "--package", "shop.many");
    assertThat(extract(0, legacy().toString()).out()).contains("0 rows of " + tables + " tables");
  }
}
