package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.extraction;
import static com.happypancake.extractor.Extractions.has;
import static com.happypancake.extractor.Extractions.rows;
import static com.happypancake.extractor.Extractions.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.DynamicMessage;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.extractor.ExtractionEvent.PlannedTable;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.WallClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ExtractorTest {

  private static final LegacyCatalogue HPC = LegacyCatalogue.hpc();

  @TempDir Path folder;

  private static void insertCities(TestDatabase database, int from, int to) throws SQLException {
    for (int id = from; id <= to; id++) {
      database.insert(HPC.table("Cities"), id, "Åbo " + id, "Åland", "FI");
    }
  }

  @Test
  void aTableAddedIsOneMessageAndNoOtherLine() throws Exception {
    LegacyCatalogue workshop = Extractions.workshop();
    LegacyTable odd = workshop.table("Odd Näme]s");
    try (TestDatabase database = TestDatabase.of(workshop)) {
      database.insert(odd, 7, "sju");
      Manifest manifest =
          Extractions.run(
              extraction(database, workshop, folder.resolve("dump")).toBuilder()
                  .tables(List.of("Odd Näme]s"))
                  .build());
      assertThat(manifest.getPartsList())
          .singleElement()
          .satisfies(
              part -> {
                assertThat(part.getPath()).isEqualTo("side.Odd Näme]s/part-00000.pb.gz");
                assertThat(part.getTable()).isEqualTo("side.Odd Näme]s");
                assertThat(part.getMessage()).isEqualTo("hpc.example.Jotting");
                assertThat(part.hasKeyRange()).isFalse();
              });
    }
    List<DynamicMessage> rows = rows(folder.resolve("dump"), "side.Odd Näme]s");
    assertThat(rows).hasSize(1);
    assertThat(value(rows.get(0), "number")).isEqualTo(7);
    assertThat(value(rows.get(0), "text")).isEqualTo("sju");
  }

  @Test
  void rowsReadBackAsTheGeneratedMessages() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      insertCities(database, 1, 1);
      Extractions.run(extraction(database, HPC, folder.resolve("dump")));
    }
    City city = City.parseFrom(rows(folder.resolve("dump"), "dbo.Cities").get(0).toByteString());
    assertThat(city.getCityId()).isEqualTo(1);
    assertThat(city.getName()).isEqualTo("Åbo 1");
    assertThat(city.getCountryCode()).isEqualTo("FI");
    assertThat(city.getRowVersion().toByteArray()).containsExactly(0, 0, 0, 0, 0, 0, 0, 1);
  }

  @Test
  void theManifestTellsWhatTheContentIs() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      insertCities(database, 1, 3);
      Manifest manifest = Extractions.run(extraction(database, HPC, folder.resolve("dump")));
      assertThat(manifest.getContent()).isEqualTo(Content.CONTENT_ROWS);
      assertThat(manifest.getKind()).isEqualTo(Kind.KIND_FULL);
      assertThat(manifest.getCountry()).isEqualTo("FI");
      assertThat(manifest.getTimeZone()).isEqualTo("Europe/Helsinki");
      assertThat(manifest.getConsistency()).isEqualTo(Consistency.CONSISTENCY_SNAPSHOT);
      assertThat(manifest.getSource().getProduct()).isEqualTo("H2");
      assertThat(manifest.getSource().getVersion()).startsWith("2.");
      assertThat(manifest.getSource().getServer()).isEqualTo("embedded");
      assertThat(manifest.getSourceTime().getSeconds()).isPositive();
      assertThat(manifest.getMarksList()).hasSize(HPC.tables().size());
      assertThat(manifest.getPartsList()).hasSize(HPC.tables().size());
      assertThat(Dump.open(folder.resolve("dump")).manifest()).isEqualTo(manifest);
    }
  }

  @Test
  void anEmptyTableGivesOneEmptyPart() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      Manifest manifest = Extractions.run(extraction(database, HPC, folder.resolve("dump")));
      assertThat(manifest.getPartsList())
          .hasSize(HPC.tables().size())
          .allSatisfy(
              part -> {
                assertThat(part.getPath()).endsWith("/part-00000.pb.gz");
                assertThat(part.getRecords()).isZero();
                assertThat(part.hasKeyRange()).isFalse();
              });
      assertThat(rows(folder.resolve("dump"), "dbo.Members")).isEmpty();
    }
  }

  @Test
  void partsHaveTheRowsTheyMayAndTheKeysTheyHold() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      insertCities(database, 1, 6);
      Manifest manifest =
          Extractions.run(
              extraction(database, HPC, folder.resolve("dump")).toBuilder()
                  .tables(List.of("Cities"))
                  .rowsPerPart(3)
                  .build());
      assertThat(manifest.getPartsList())
          .extracting(
              Part::getPath,
              Part::getRecords,
              part -> part.getKeyRange().getFirst(),
              part -> part.getKeyRange().getLast())
          .containsExactly(
              tuple("Cities/part-00000.pb.gz", 3L, "1", "3"),
              tuple("Cities/part-00001.pb.gz", 3L, "4", "6"));
    }
  }

  @Test
  void compositeKeysAreTextInTheOrderOfTheKey() throws Exception {
    LegacyTable visits = HPC.table("ProfileVisits");
    try (TestDatabase database = TestDatabase.of(HPC)) {
      database.insert(visits, 9, 1, LocalDateTime.parse("2014-03-01T12:34:56.123"));
      database.insert(visits, 10, 1, LocalDateTime.parse("2013-03-01T12:34:56.123"));
      Manifest manifest =
          Extractions.run(
              extraction(database, HPC, folder.resolve("dump")).toBuilder()
                  .tables(List.of("ProfileVisits"))
                  .build());
      assertThat(manifest.getParts(0).getKeyRange().getFirst())
          .isEqualTo("9,1,2014-03-01T12:34:56.1230000");
      assertThat(manifest.getParts(0).getKeyRange().getLast())
          .isEqualTo("10,1,2013-03-01T12:34:56.1230000");
      assertThat(manifest.getMarks(0).getTimeTicks())
          .isEqualTo(WallClock.toTicks(LocalDateTime.parse("2014-03-01T12:34:56.123")));
    }
  }

  @Test
  void neverIsNoMarkOfATimeColumn() throws Exception {
    LegacyTable visits = HPC.table("ProfileVisits");
    try (TestDatabase database = TestDatabase.of(HPC)) {
      database.insert(visits, 1, 1, LocalDateTime.parse("9999-12-31T23:59:59.997"));
      Extraction extraction =
          extraction(database, HPC, folder.resolve("dump")).toBuilder()
              .tables(List.of("ProfileVisits"))
              .build();
      assertThat(Extractions.run(extraction).getMarks(0).hasTimeTicks()).isFalse();
    }
    assertThat(value(rows(folder.resolve("dump"), "dbo.ProfileVisits").get(0), "visited_at"))
        .isEqualTo(WallClock.toTicks(LocalDateTime.parse("9999-12-31T23:59:59.997")));
  }

  @Test
  void theSameDatabaseGivesTheSamePartsTwice() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      insertCities(database, 1, 50);
      Manifest one =
          Extractions.run(
              extraction(database, HPC, folder.resolve("one")).toBuilder().rowsPerPart(20).build());
      Manifest two =
          Extractions.run(
              extraction(database, HPC, folder.resolve("two")).toBuilder().rowsPerPart(20).build());
      assertThat(two.getPartsList()).isEqualTo(one.getPartsList());
      assertThat(two.getContentDigest()).isEqualTo(one.getContentDigest());
    }
  }

  @Test
  void rowsInsertedMeanwhileAreNotSeen() throws Exception {
    LegacyTable interests = HPC.table("Interests");
    try (TestDatabase database = TestDatabase.of(HPC)) {
      insertCities(database, 1, 5);
      database.insert(interests, 1, "Bastu");
      Listening listener =
          new Listening() {
            @Override
            void tableStarted(LegacyTable table, OptionalLong estimatedRows) {
              int id = table.equals(interests) ? 2 : 6;
              try {
                if (table.equals(interests)) {
                  database.insert(interests, id, "Late");
                } else {
                  insertCities(database, id, id);
                }
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            }
          };
      Extractor.run(
          extraction(database, HPC, folder.resolve("dump")).toBuilder()
              .tables(List.of("Interests", "Cities"))
              .build(),
          listener,
          Extractions.CLOCK);
      assertThat(listener.heard)
          .contains("Cities finished with 5 of OptionalLong[5]")
          .contains("Interests finished with 1 of OptionalLong[1]");
    }
    assertThat(rows(folder.resolve("dump"), "dbo.Interests")).hasSize(1);
    assertThat(rows(folder.resolve("dump"), "dbo.Cities")).hasSize(5);
  }

  @Test
  void theListenerHearsHowItGoes() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      database.execute(
          "INSERT INTO \"dbo\".\"Cities\" (\"CityId\", \"Name\", \"Region\", \"CountryCode\")"
              + " SELECT x, 'N', 'R', 'FI' FROM SYSTEM_RANGE(1, 5000)");
      Listening listener = new Listening();
      Extractor.run(
          extraction(database, HPC, folder.resolve("dump")).toBuilder()
              .tables(List.of("Interests", "dbo.cities"))
              .build(),
          listener,
          Extractions.CLOCK);
      assertThat(listener.heard)
          .containsExactly(
              "CONSISTENCY_SNAPSHOT [Cities, Interests]",
              "Cities begun, about OptionalLong[5000]",
              "Cities 3276",
              "Cities 5000",
              "Cities/part-00000.pb.gz finished with 5000",
              "Cities finished with 5000 of OptionalLong[5000]",
              "Interests begun, about OptionalLong[0]",
              "Interests/part-00000.pb.gz finished with 0",
              "Interests finished with 0 of OptionalLong[0]");
      assertThat(listener.notes).isEmpty();
    }
  }

  @Test
  void marksOfRowversionLieAboveAllRowsThatAreShown() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      insertCities(database, 1, 3);
      Manifest manifest = Extractions.run(extraction(database, HPC, folder.resolve("dump")));
      assertThat(manifest.getMarks(0).getTable()).isEqualTo("dbo.Cities");
      assertThat(manifest.getMarks(0).getRowversion().toByteArray())
          .containsExactly(0, 0, 0, 0, 0, 0, 0, 4);
      assertThat(manifest.getMarksList())
          .filteredOn(mark -> mark.getTable().equals("dbo.ProfileVisits"))
          .singleElement()
          .satisfies(mark -> assertThat(mark.hasRowversion()).isFalse());
    }
  }

  @Test
  void aTransactionInFlightHoldsTheRowversionMarkDown() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC);
        Connection other = database.open();
        Statement statement = other.createStatement()) {
      insertCities(database, 1, 3);
      other.setAutoCommit(false);
      statement.execute("UPDATE \"dbo\".\"Cities\" SET \"Name\" = 'x' WHERE \"CityId\" = 1");
      Listening listener = new Listening();
      Manifest manifest =
          Extractor.run(
              extraction(database, HPC, folder.resolve("dump")), listener, Extractions.CLOCK);
      assertThat(manifest.getMarks(0).getRowversion().toByteArray()).containsOnly(0);
      assertThat(listener.notes).singleElement().asString().contains("marks are the lowest");
      other.rollback();
    }
  }

  @Test
  @Timeout(60)
  void anInterruptLeavesAnUnfinishedFolderThatTheNextRunTakesOver() throws Exception {
    try (TestDatabase database = TestDatabase.of(HPC)) {
      insertCities(database, 1, 5);
      Extraction extraction = extraction(database, HPC, folder.resolve("dump"));
      Consumer<ExtractionEvent> interrupting =
          new Listening() {
            @Override
            void tableStarted(LegacyTable table, OptionalLong estimatedRows) {
              if (table.name().equals("Members")) {
                Thread.currentThread().interrupt();
              }
            }
          };
      assertThatThrownBy(() -> Extractor.run(extraction, interrupting, Extractions.CLOCK))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
      assertThatThrownBy(() -> Dump.open(folder.resolve("dump")))
          .isInstanceOf(RefusedFolderException.class)
          .hasMessageContaining("unfinished");
      assertThat(Extractions.run(extraction).getParts(0).getRecords()).isEqualTo(5);
    }
  }

  @Test
  @Timeout(60)
  void whatAnEarlierRunHasReadIsKnownBeforeTheRestIsRead() throws Exception {
    List<PlannedTable> planned = new ArrayList<>();
    Consumer<ExtractionEvent> planning =
        event -> {
          if (event instanceof ExtractionEvent.Started started) {
            planned.addAll(started.tables());
          }
        };
    try (TestDatabase database = TestDatabase.of(HPC)) {
      insertCities(database, 1, 5);
      Extraction extraction =
          extraction(database, HPC, folder.resolve("dump")).toBuilder()
              .tables(List.of("Cities", "Interests"))
              .build();
      Consumer<ExtractionEvent> interrupting =
          new Listening() {
            @Override
            void tableFinished(LegacyTable table, long rows, OptionalLong counted) {
              Thread.currentThread().interrupt();
            }
          };
      assertThatThrownBy(() -> Extractor.run(extraction, interrupting, Extractions.CLOCK))
          .isInstanceOf(InterruptedException.class);
      Extractor.run(extraction.toBuilder().resume(true).build(), planning, Extractions.CLOCK);
    }
    assertThat(planned)
        .extracting(each -> each.table().name())
        .containsExactlyInAnyOrder("Cities", "Interests");
    assertThat(planned)
        .filteredOn(PlannedTable::finished)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.estimatedRows()).hasValue(each.earlierRows());
              assertThat(each.earlierBytes() > 0).isEqualTo(each.earlierRows() > 0);
            });
    assertThat(planned)
        .filteredOn(each -> !each.finished())
        .singleElement()
        .extracting(PlannedTable::earlierRows)
        .isEqualTo(0L);
  }

  @Test
  void aFolderThatIsNotEmptyIsRefused() throws Exception {
    Files.writeString(folder.resolve("letter.txt"), "mine");
    try (TestDatabase database = TestDatabase.of(HPC)) {
      assertThatThrownBy(() -> Extractions.run(extraction(database, HPC, folder)))
          .isInstanceOf(RefusedFolderException.class)
          .hasMessageContaining("is not empty");
    }
    assertThat(folder.resolve("letter.txt")).hasContent("mine");
  }

  @Test
  void anUnknownTableIsRefusedByName() {
    Extraction all = Extraction.builder("jdbc:h2:mem:x", Country.of("SE"), folder).build();
    assertThatThrownBy(() -> all.toBuilder().tables(List.of("Letters")).build())
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("Letters")
        .hasMessageContaining("Messages");
    assertThatThrownBy(() -> all.toBuilder().rowsPerPart(0).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nullAndEmptyAreNotConfused() throws Exception {
    LegacyTable photos = HPC.table("Photos");
    LocalDateTime at = LocalDateTime.parse("2012-01-01T00:00:00");
    try (TestDatabase database = TestDatabase.of(HPC)) {
      database.insert(photos, 1, 1, null, "", "", false, 0, 0, at, null, null);
      database.insert(photos, 2, 1, 0, "u", null, true, 1, 1, at, at, null);
      Extractions.run(
          extraction(database, HPC, folder.resolve("dump")).toBuilder()
              .tables(List.of("Photos"))
              .build());
    }
    List<DynamicMessage> rows = rows(folder.resolve("dump"), "dbo.Photos");
    assertThat(has(rows.get(0), "album_id")).isFalse();
    assertThat(has(rows.get(0), "url")).isTrue();
    assertThat(value(rows.get(0), "url")).isEqualTo("");
    assertThat(has(rows.get(0), "caption")).isTrue();
    assertThat(has(rows.get(0), "is_portrait")).isTrue();
    assertThat(has(rows.get(0), "width")).isTrue();
    assertThat(has(rows.get(0), "approved_at")).isFalse();
    assertThat(has(rows.get(1), "album_id")).isTrue();
    assertThat(value(rows.get(1), "album_id")).isEqualTo(0);
    assertThat(has(rows.get(1), "caption")).isFalse();
    assertThat(has(rows.get(1), "approved_at")).isTrue();
  }
}
