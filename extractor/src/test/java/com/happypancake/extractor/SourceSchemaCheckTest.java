package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.extraction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.database.SourceException;
import com.happypancake.extractor.check.Preflight;
import com.happypancake.extractor.plan.ReadOrder;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceSchemaCheckTest {

  private static final LegacyCatalogue HPC = LegacyCatalogue.hpc();
  private static final LegacyCatalogue WORKSHOP = Extractions.workshop();

  @TempDir Path folder;

  @Test
  void allDifferencesOfAllTablesStandInOneMessage() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      database.execute("DROP TABLE \"dbo\".\"Flirts\"");
      database.execute("ALTER TABLE \"dbo\".\"Cities\" DROP COLUMN \"Region\"");
      database.execute("ALTER TABLE \"dbo\".\"Cities\" ADD COLUMN \"Mayor\" nvarchar(50)");
      database.execute(
          "ALTER TABLE \"dbo\".\"Members\" ALTER COLUMN \"HeightCm\" SET DATA TYPE varchar(9)");
      database.execute(
          "ALTER TABLE \"dbo\".\"Members\" ALTER COLUMN \"Balance\" SET DATA TYPE NUMERIC(19, 6)");
      database.execute(
          "ALTER TABLE \"dbo\".\"Blocks\" ALTER COLUMN \"BlockId\" SET DATA TYPE bigint");
      assertThatThrownBy(() -> Extractions.run(extraction(database, HPC, folder.resolve("dump"))))
          .isInstanceOfSatisfying(
              SourceException.class,
              e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.MISMATCH))
          .message()
          .satisfies(
              message ->
                  assertThat(message.lines().skip(1).map(String::strip))
                      .containsExactly(
                          "dbo.Cities: column Region nvarchar(100) is missing",
                          "dbo.Cities: column Mayor character varying is not in the schema",
                          "dbo.Members: column HeightCm is character varying; expected smallint",
                          "dbo.Members: column Balance is numeric with 6 decimals; expected money",
                          "dbo.Blocks: column BlockId is bigint; expected int",
                          "dbo.Flirts: there is no such table",
                          "correct the schema, or the database; columns that are there beside the"
                              + " schema's can be allowed"));
    }
    assertThat(folder.resolve("dump")).doesNotExist();
  }

  @Test
  void tablesWhosePartsWouldLieInOneFolderAreRefused() throws Exception {
    LegacyCatalogue clashing =
        new TestSchemas()
            .table("Members", "Id", "Id int")
            .table("Sales.Orders", "Id", "Id int")
            .table("Members", "deleted", List.of("Id"), "Id int")
            .table("Sales", "Orders", List.of("Id"), "Id int")
            .table("Sales", "and/or", List.of("Id"), "Id int")
            .build();
    try (TestDatabase database = TestDatabase.of(clashing)) {
      Extraction all = extraction(database, clashing, folder.resolve("dump"));
      assertThatThrownBy(() -> Extractions.run(all))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining(
              "dbo.Sales.Orders: its parts, or those of its deleted keys, would lie in the folder"
                  + " of Sales.Orders, Sales.Orders; extract one of")
          .hasMessageNotContaining("dbo.Members")
          .hasMessageNotContaining("and/or");
      assertThat(Preflight.check(all, doing -> {}).refusal()).isPresent();
      assertThat(folder).isEmptyDirectory();
      Extractions.run(
          all.toBuilder()
              .tables(List.of("dbo.Members", "Members.deleted", "dbo.Sales.Orders", "Sales.and/or"))
              .build());
    }
  }

  @Test
  void extraColumnsCanBeAllowedAndAreNoted() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      database.execute("ALTER TABLE \"dbo\".\"Cities\" ADD COLUMN \"Mayor\" nvarchar(50)");
      Listening listener = new Listening();
      Extractor.run(
          extraction(database, HPC, folder.resolve("dump")).toBuilder()
              .allowExtraColumns(true)
              .build(),
          listener,
          Extractions.CLOCK);
      assertThat(listener.notes)
          .containsExactly("dbo.Cities: left out, since the schema does not name it: Mayor");
    }
  }

  @Test
  void tablesThatAreNotReadAreNotChecked() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      database.execute("DROP TABLE \"dbo\".\"Flirts\"");
      assertThat(
              Extractions.run(
                      extraction(database, HPC, folder.resolve("dump")).toBuilder()
                          .tables(List.of("Cities"))
                          .build())
                  .getPartsCount())
          .isEqualTo(1);
    }
  }

  @Test
  void columnsAreFoundInOtherCases() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      database.execute(
          "ALTER TABLE \"dbo\".\"Cities\" ALTER COLUMN \"CityId\" RENAME TO \"cityid\"");
      assertThat(
              Extractions.run(
                      extraction(database, HPC, folder.resolve("dump")).toBuilder()
                          .tables(List.of("Cities"))
                          .build())
                  .getPartsCount())
          .isEqualTo(1);
    }
  }

  private static void alter(TestDatabase database, String column, String type) throws Exception {
    database.execute(
        "ALTER TABLE \"dbo\".\"Specimens\" ALTER COLUMN \"" + column + "\" SET DATA TYPE " + type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Amount | numeric(20, 4)",
        "Amount | bigint",
        "Measure | real",
        "Clock | time(0)",
        "ExactAt | timestamp(3)",
        "Document | varchar(9)",
        "Big | smallint",
        "Narrow | nvarchar(max)",
      })
  void aNarrowerTypeThanTheSchemasWillDo(String column, String type) throws Exception {
    try (TestDatabase database = TestDatabase.of(WORKSHOP)) {
      alter(database, column, type);
      assertThat(
              Extractions.run(extraction(database, WORKSHOP, folder.resolve("dump")))
                  .getPartsCount())
          .isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Amount | numeric(38, 11) | numeric with 11 decimals; expected decimal(38, 10)",
        "Amount | double precision | double precision; expected decimal(38, 10)",
        "Ratio | double precision | double precision; expected real",
        "Measure | bigint | bigint; expected float",
        "Clock | time(8) | time with 8 decimals; expected time(7)",
        "ExactAt | timestamp(9) | timestamp with 9 decimals; expected datetime2(7)",
        "Price | numeric(19, 5) | numeric with 5 decimals; expected money",
        "Spot | geometry | geometry; expected geography",
        "Longest | json | json; expected nvarchar(max)",
      })
  void aTypeThatHoldsMoreThanTheFieldIsADifference(String column, String type, String difference)
      throws Exception {
    try (TestDatabase database = TestDatabase.of(WORKSHOP)) {
      alter(database, column, type);
      assertThatThrownBy(
              () -> Extractions.run(extraction(database, WORKSHOP, folder.resolve("dump"))))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("dbo.Specimens: column " + column + " is " + difference);
    }
  }

  private static void rekey(TestDatabase database, String table, String columns) throws Exception {
    database.execute("ALTER TABLE \"dbo\".\"" + table + "\" DROP PRIMARY KEY");
    if (!columns.isEmpty()) {
      database.execute("ALTER TABLE \"dbo\".\"" + table + "\" ADD PRIMARY KEY (" + columns + ")");
    }
  }

  @Test
  void aChangedPrimaryKeyIsADifference() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      rekey(database, "Cities", "\"CityId\", \"Name\"");
      rekey(database, "Favorites", "\"MemberId\"");
      assertThatThrownBy(() -> Extractions.run(extraction(database, HPC, folder.resolve("dump"))))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("dbo.Cities: the primary key is CityId, Name; expected CityId")
          .hasMessageContaining(
              "dbo.Favorites: the primary key is MemberId; expected MemberId, FavoriteMemberId");
    }
  }

  @Test
  void aPrimaryKeyInAnotherOrderIsTheSame() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      rekey(database, "Favorites", "\"FavoriteMemberId\", \"MemberId\"");
      Listening listener = new Listening();
      Extractor.run(extraction(database, HPC, folder.resolve("dump")), listener, Extractions.CLOCK);
      assertThat(listener.notes).isEmpty();
    }
  }

  @Test
  void aTableThatLostItsPrimaryKeyIsNoted() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      rekey(database, "Favorites", "");
      Listening listener = new Listening();
      Extractor.run(extraction(database, HPC, folder.resolve("dump")), listener, Extractions.CLOCK);
      assertThat(listener.notes)
          .containsExactly(
              "dbo.Favorites: the source tells of no primary key, so nothing guarantees that"
                  + " MemberId, FavoriteMemberId is unique");
    }
  }

  @Test
  void aKeyThatTheSchemaDoesNotNameIsNoted() throws Exception {
    LegacyCatalogue keyless = new TestSchemas().table("Plain", "", "Id int").build();
    try (TestDatabase database = TestDatabase.of(keyless)) {
      database.execute("ALTER TABLE \"dbo\".\"Plain\" ALTER COLUMN \"Id\" SET NOT NULL");
      database.execute("ALTER TABLE \"dbo\".\"Plain\" ADD PRIMARY KEY (\"Id\")");
      Listening listener = new Listening();
      Extractor.run(
          extraction(database, keyless, folder.resolve("dump")), listener, Extractions.CLOCK);
      assertThat(listener.notes)
          .contains("dbo.Plain: the schema names no key, though the primary key is Id");
    }
  }

  @Test
  void tablesThatOthersLookUpAreReadAfterThem() {
    List<String> order =
        ReadOrder.lookedUpLast(HPC.tables()).stream().map(table -> table.name()).toList();
    assertThat(order).hasSize(HPC.tables().size());
    assertThat(order)
        .containsSubsequence("PhotoLikes", "Photos", "Albums", "Members", "Cities")
        .containsSubsequence("MemberInterests", "Interests")
        .containsSubsequence("Messages", "Members")
        .containsSubsequence("ProfileVisits", "Members");
  }
}
