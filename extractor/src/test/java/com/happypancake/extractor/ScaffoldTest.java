package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.Credentials;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.Dump;
import com.happypancake.extractor.scaffold.Scaffold;
import com.happypancake.extractor.scaffold.Scaffold.ScaffoldRequest;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import hpc.example.oddities.OdditiesProto_2;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas of a database in H2 that has whatever a catalogue can have. */
class ScaffoldTest {

  private static final List<String> DDL =
      List.of(
          "CREATE SEQUENCE RV",
          "CREATE SCHEMA \"dbo\"",
          "CREATE SCHEMA \"side\"",
          "CREATE SCHEMA \"bare\"",
          "CREATE TABLE \"dbo\".\"Cities\" (\"City.Id\" int PRIMARY KEY, \"Code\" char(2) NOT NULL"
              + " UNIQUE, \"Name\" nvarchar(100))",
          "CREATE TABLE \"dbo\".\"Members\" (\"MemberId\" int IDENTITY PRIMARY KEY,"
              + " \"Nick name\" nvarchar(32) NOT NULL UNIQUE,"
              + " \"CityId\" int REFERENCES \"dbo\".\"Cities\"(\"City.Id\"),"
              + " \"CityCode\" char(2) REFERENCES \"dbo\".\"Cities\"(\"Code\"),"
              + " \"InvitedBy\" int REFERENCES \"dbo\".\"Members\"(\"MemberId\"),"
              + " \"Twice\" int GENERATED ALWAYS AS (\"MemberId\" * 2),"
              + " \"RowVer\" binary(8) DEFAULT CAST(NEXT VALUE FOR public.rv AS binary(8))"
              + " ON UPDATE CAST(NEXT VALUE FOR public.rv AS binary(8)))",
          "CREATE TABLE \"dbo\".\"Weird Näme.x\" (\"a b\" int, \"1st\" bigint, \"a_b\" smallint,"
              + " \"aB\" tinyint, \"Ä\" bit, \"€\" date, \"日本\" time(9), \"quote\"\"d\" text,"
              + " \"brack]et\" varbinary(max), U&\"new\\000Aline\" uniqueidentifier,"
              + " \"back\\slash\" money, \"A B\" int, \"message\" nvarchar(40), \"optional\" int,"
              + " \"class\" int, \"oneof\" int, \"_\" int, \"XMLHttpRequest2\" datetimeoffset(2),"
              + " PRIMARY KEY (\"1st\", \"a b\"))",
          "CREATE TABLE \"dbo\".\"group\" (\"reserved\" int, \"map\" datetime2(7), \"package\""
              + " datetime, \"syntax\" smallmoney, \"a_very_long_name_of_a_column_indeed\""
              + " nvarchar(4000) NOT NULL, \"plain\" binary(8), \"interval\" interval year)",
          "CREATE TABLE \"dbo\".\"Twins\" (\"x\" int)",
          "CREATE TABLE \"dbo\".\"twins\" (\"x\" int)",
          "CREATE TABLE \"dbo\".\"Groups OrBuilder\" (\"x\" int PRIMARY KEY)",
          "CREATE TABLE \"dbo\".\"groups\" (\"x\" int PRIMARY KEY)",
          "CREATE TABLE \"dbo\".\"only\" (\"x\" interval year)",
          "CREATE TABLE \"dbo\".\"Oddities Proto\" (\"x\" int, \"y\" int, FOREIGN KEY (\"x\","
              + " \"y\") REFERENCES \"dbo\".\"Pairs\"(\"x\", \"y\"))",
          "CREATE TABLE \"side\".\"Members\" (\"MemberId\" interval year PRIMARY KEY,"
              + " \"Of\" int REFERENCES \"dbo\".\"Members\"(\"MemberId\"))",
          "CREATE VIEW \"side\".\"Glance\" AS SELECT \"MemberId\" FROM \"dbo\".\"Members\"");

  private static final String PAIRS =
      "CREATE TABLE \"dbo\".\"Pairs\" (\"x\" int, \"y\" int, PRIMARY KEY (\"y\", \"x\"),"
          + " UNIQUE (\"x\", \"y\"))";

  @TempDir Path folder;
  private final List<String> notes = new ArrayList<>();
  private TestDatabase database;

  @BeforeEach
  void create() throws SQLException {
    database = TestDatabase.named("Oddities");
    for (String sql : DDL) {
      if (sql.contains("Oddities Proto")) {
        database.execute(PAIRS);
      }
      database.execute(sql);
    }
  }

  @AfterEach
  void drop() throws SQLException {
    database.close();
  }

  private ScaffoldRequest request(List<String> schemas, String... tables) {
    return new ScaffoldRequest(
        database.url(),
        Optional.of(new Credentials(TestDatabase.USER, TestDatabase.PASSWORD)),
        schemas,
        List.of(tables),
        Optional.of("hpc.example.oddities"));
  }

  private Scaffold scaffold(List<String> schemas, String... tables) throws SourceException {
    return Scaffold.of(request(schemas, tables), ConnectionSettings.DEFAULT, notes::add);
  }

  private static LegacyCatalogue catalogue(Scaffold scaffold) {
    return LegacyCatalogue.of(DescriptorSets.parse(scaffold.descriptors().toByteArray()));
  }

  /** What is written is left in target/golden, to be copied over where a change is meant. */
  @Test
  void theTextIsTheOneThatProtocCompiledForTheseTests() throws Exception {
    String text = scaffold(List.of("DBO", "side")).text();
    Path left = Path.of("target", "golden", "oddities.proto");
    Files.createDirectories(left.getParent());
    Files.writeString(left, text);
    assertThat(text)
        .isEqualTo(
            Files.readString(
                Path.of("src", "test", "protobuf", "oddities.proto"), StandardCharsets.UTF_8));
  }

  @Test
  void theDescriptorsAreThoseThatProtocMakesOfTheText() throws Exception {
    List<FileDescriptor> files =
        DescriptorSets.parse(scaffold(List.of("dbo", "side")).descriptors().toByteArray());
    FileDescriptor compiled = OdditiesProto_2.getDescriptor();
    assertThat(files).extracting(FileDescriptor::getFullName).contains(compiled.getFullName());
    assertThat(files.get(files.size() - 1).toProto()).isEqualTo(compiled.toProto());
  }

  @Test
  void whatNoSchemaCanHoldIsLeftOutAndNoted() throws Exception {
    Scaffold scaffold = scaffold(List.of("dbo", "side"));
    assertThat(scaffold.columnsLeftOut()).isEqualTo(4);
    assertThat(notes)
        .containsExactly(
            "dbo.only: left out, since no field holds any of its columns",
            "dbo.twins: left out, since its name differs in case alone from that of another table",
            "dbo.Weird Näme.x: column 日本 time(9) is left out: no field holds its type",
            "dbo.Weird Näme.x: column A B integer is left out: another column's name differs in"
                + " case alone",
            "dbo.group: column interval interval is left out: no field holds its type",
            "side.Members: no key, since one of its columns is left out",
            "side.Members: column MemberId interval is left out: no field holds its type");
  }

  @Test
  void anExtractionReadsWhatTheSchemaTells() throws Exception {
    database.execute("INSERT INTO \"dbo\".\"Cities\" VALUES (1, 'SE', 'Malmö')");
    database.execute(
        "INSERT INTO \"dbo\".\"Members\" (\"Nick name\", \"CityId\", \"CityCode\") VALUES"
            + " ('åsa', 1, NULL), ('', NULL, 'SE')");
    database.execute(
        "INSERT INTO \"dbo\".\"Weird Näme.x\" (\"1st\", \"a b\", \"a_b\", \"aB\", \"message\")"
            + " VALUES (7, 2, 3, -4, 'x'), (7, 1, 3, -4, NULL)");
    LegacyCatalogue catalogue = catalogue(scaffold(List.of("dbo", "side")));
    Path dump = folder.resolve("dump");
    Manifest manifest =
        Extractions.run(
            Extractions.extraction(database, catalogue, dump).toBuilder()
                .allowExtraColumns(true)
                .build());
    assertThat(manifest.getPartsList()).isNotEmpty();
    List<DynamicMessage> members = Extractions.rows(dump, "dbo.Members");
    assertThat(members)
        .extracting(row -> Extractions.value(row, "nick_name"))
        .containsExactly("åsa", "");
    assertThat(members)
        .extracting(row -> Extractions.has(row, "city_id"))
        .containsExactly(true, false);
    assertThat(Extractions.rows(dump, "dbo.Weird Näme.x"))
        .extracting(row -> Extractions.value(row, "a_b"))
        .containsExactly(1, 2);
    assertThat(Extractions.rows(dump, "dbo.groups")).isEmpty();
  }

  @Test
  void twoRunsOfAnUnchangedDatabaseGiveTheSame() throws Exception {
    Scaffold first = scaffold(List.of("dbo", "side"));
    assertThat(scaffold(List.of("dbo", "side"))).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bare", "nowhere"})
  void aSchemaWithoutTablesIsRefusedWithThoseThatHaveSome(String schema) {
    assertThatThrownBy(() -> scaffold(List.of(schema)))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.MISMATCH))
        .hasMessageEndingWith(
            "the schema "
                + schema
                + " holds no table that the login can see; tables are in dbo, side");
  }

  @Test
  void anEmptyDatabaseIsToldSo() throws Exception {
    try (TestDatabase empty = TestDatabase.empty()) {
      ScaffoldRequest request =
          new ScaffoldRequest(
              empty.url(),
              Optional.of(new Credentials(TestDatabase.USER, TestDatabase.PASSWORD)),
              List.of("dbo"),
              List.of(),
              Optional.empty());
      assertThatThrownBy(() -> Scaffold.of(request, ConnectionSettings.DEFAULT, notes::add))
          .hasMessageContaining("no table that the login can see is in dbo");
    }
  }

  @Test
  void onlyTheTablesThatAreNamedAreRead() throws Exception {
    LegacyCatalogue catalogue =
        catalogue(scaffold(List.of("dbo", "side"), "glance", "DBO.members"));
    assertThat(catalogue.tables())
        .extracting(LegacyTable::qualifiedName)
        .containsExactly("dbo.Members", "side.Glance");
    assertThat(catalogue.table("Members").column("CityCode").options().getLookup()).isEmpty();
    assertThat(catalogue.table("Members").column("InvitedBy").options().getLookup())
        .isEqualTo("dbo.Members.MemberId");
    assertThatThrownBy(() -> scaffold(List.of("dbo"), "Glance"))
        .hasMessageEndingWith("no table or view that the login can see is named Glance in dbo");
  }

  @Test
  void tablesWhoseNamesAreNoFileNamesAreWrittenIntoTheDumpAlone() throws Exception {
    List<String> names =
        List.of(
            "..",
            "../evil",
            "a/b",
            "a%2Fb",
            "a\\b",
            "tab\there",
            ".state",
            "manifest.json",
            "Schema.desc",
            "rejects",
            "Gone",
            "Gone.deleted");
    for (String name : names) {
      database.execute("CREATE TABLE \"dbo\".\"" + name + "\" (\"Id\" int PRIMARY KEY)");
      database.execute("INSERT INTO \"dbo\".\"" + name + "\" VALUES (" + names.indexOf(name) + ")");
    }
    Path dump = folder.resolve("dump");
    Extractions.run(
        Extractions.extraction(database, catalogue(scaffold(List.of("dbo"))), dump).toBuilder()
            .allowExtraColumns(true)
            .build());
    for (String name : names) {
      assertThat(Extractions.rows(dump, "dbo." + name)).as(name).hasSize(1);
    }
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(dump));
    assertThat(Dump.open(dump).parts())
        .extracting(Part::getPath)
        .contains("%2E./part-00000.pb.gz", "a%252Fb/part-00000.pb.gz")
        .contains("manifest%2Ejson/part-00000.pb.gz", "Gone%2Edeleted/part-00000.pb.gz")
        .contains("%72ejects/part-00000.pb.gz");
  }

  @Test
  void aHundredTablesAreOneSchema() throws Exception {
    scaffoldTables(100);
  }

  @Tag("slow")
  @Test
  void aThousandTablesAreOneSchema() throws Exception {
    scaffoldTables(1_000);
  }

  private void scaffoldTables(int tables) throws Exception {
    for (int i = 0; i < tables; i++) {
      database.execute("CREATE TABLE \"bare\".\"Table " + i + "\" (\"Id\" int PRIMARY KEY)");
    }
    Scaffold scaffold = scaffold(List.of("bare"));
    assertThat(scaffold.tables()).isEqualTo(tables);
    assertThat(catalogue(scaffold).table("Table " + (tables - 1)).key()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Legacy", "a..b", "a-b", "hpc.options", "google", "a.hpc", "1a"})
  void aPackageThatProtocOrHpcCouldNotTakeIsRefused(String name) {
    assertThatThrownBy(
            () ->
                new ScaffoldRequest(
                    "jdbc:h2:mem:x",
                    Optional.empty(),
                    List.of("dbo"),
                    List.of(),
                    Optional.of(name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + name + "' is no package for a schema");
  }
}
