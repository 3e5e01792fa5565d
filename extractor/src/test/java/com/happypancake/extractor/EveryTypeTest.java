package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.extraction;
import static com.happypancake.extractor.Extractions.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.database.SourceException;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("sets the default time zone")
class EveryTypeTest {

  private static final LegacyCatalogue WORKSHOP = Extractions.workshop();
  private static final LegacyTable SPECIMENS = WORKSHOP.table("Specimens");

  @TempDir Path folder;

  /** Both zones skip or repeat hours that the rows have; neither may move them. */
  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Helsinki", "America/St_Johns"})
  void everyTypeIsHeldExactlyWhateverTheZoneOfTheJvm(String zone) throws Exception {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try (TestDatabase database = TestDatabase.of(WORKSHOP)) {
      for (Object[] row : Specimens.ALL) {
        database.insert(SPECIMENS, row);
      }
      Manifest manifest = Extractions.run(extraction(database, WORKSHOP, folder.resolve("dump")));
      SpecimenAssertions.assertAll(rows(folder.resolve("dump"), "dbo.Specimens"));
      assertThat(manifest.getParts(0).getRepairedTexts()).isEqualTo(2);
      assertThat(manifest.getParts(0).getKeyRange().getLast())
          .isEqualTo("00112233-4455-6677-8899-aabbccddeeff,255");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void repairedTextsAreCountedInThePartThatHoldsThem() throws Exception {
    try (TestDatabase database = TestDatabase.of(WORKSHOP)) {
      for (Object[] row : Specimens.ALL) {
        database.insert(SPECIMENS, row);
      }
      Manifest manifest =
          Extractions.run(
              extraction(database, WORKSHOP, folder.resolve("dump"))
                  .withTables(List.of("Specimens"))
                  .withRowsPerPart(2));
      assertThat(manifest.getPartsList())
          .extracting(part -> part.getRepairedTexts())
          .containsExactly(0L, 2L);
    }
  }

  @Test
  void aValueThatTheFieldCannotHoldIsReportedByPlaceAndNotByValue() throws Exception {
    try (TestDatabase database = TestDatabase.of(WORKSHOP)) {
      database.insert(SPECIMENS, Specimens.LEAST);
      database.insert(SPECIMENS, Specimens.MOST);
      database.execute("UPDATE \"dbo\".\"Specimens\" SET \"Tiny\" = 4711 WHERE \"Slot\" = 2");
      assertThatThrownBy(
              () -> Extractions.run(extraction(database, WORKSHOP, folder.resolve("dump"))))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("dbo.Specimens: row 2: column Tiny (tinyint)")
          .hasMessageNotContaining("4711");
    }
  }

  @Test
  void aDecimalBeyondItsDigitsIsReportedToo() throws Exception {
    try (TestDatabase database = TestDatabase.of(WORKSHOP)) {
      database.execute(
          "ALTER TABLE \"dbo\".\"Specimens\" ALTER COLUMN \"Amount\" SET DATA TYPE NUMERIC(39,"
              + " 10)");
      database.insert(SPECIMENS, Specimens.MOST);
      database.execute("UPDATE \"dbo\".\"Specimens\" SET \"Amount\" = \"Amount\" + 0.0000000001");
      assertThatThrownBy(
              () -> Extractions.run(extraction(database, WORKSHOP, folder.resolve("dump"))))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("dbo.Specimens: row 1: column Amount (decimal(38, 10))")
          .hasMessageNotContaining("10000");
    }
  }

  @Test
  void moneyBeyondItsRangeIsReportedToo() throws Exception {
    try (TestDatabase database = TestDatabase.of(WORKSHOP)) {
      database.execute(
          "ALTER TABLE \"dbo\".\"Specimens\" ALTER COLUMN \"Price\" SET DATA TYPE NUMERIC(30, 4)");
      database.insert(SPECIMENS, Specimens.MOST);
      database.execute("UPDATE \"dbo\".\"Specimens\" SET \"Price\" = 922337203685477.5808");
      assertThatThrownBy(
              () -> Extractions.run(extraction(database, WORKSHOP, folder.resolve("dump"))))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("dbo.Specimens: row 1: column Price (money)")
          .hasMessageNotContaining("922337");
    }
  }
}
