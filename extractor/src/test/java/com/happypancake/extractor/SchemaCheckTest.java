package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.extraction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.extractor.source.SourceException;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCheckTest {

  private static final LegacyCatalogue HPC = LegacyCatalogue.hpc();

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
  void extraColumnsCanBeAllowedAndAreNoted() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      database.execute("ALTER TABLE \"dbo\".\"Cities\" ADD COLUMN \"Mayor\" nvarchar(50)");
      Listening listener = new Listening();
      Extractor.run(
          extraction(database, HPC, folder.resolve("dump")).allowingExtraColumns(),
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
                      extraction(database, HPC, folder.resolve("dump"))
                          .withTables(List.of("Cities")))
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
                      extraction(database, HPC, folder.resolve("dump"))
                          .withTables(List.of("Cities")))
                  .getPartsCount())
          .isEqualTo(1);
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
