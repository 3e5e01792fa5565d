package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.manifest.Manifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fails calls of the driver, one in each run, in each way in which a call can fail. */
@Timeout(600)
class FaultTest {

  private static final int SIDE_BY_SIDE = 8;

  @TempDir Path folder;

  private static LegacyCatalogue catalogue() throws Exception {
    return new TestSchemas()
        .table("Numbers", "Id", "Id int", "Text nvarchar(50)", "RowVer rowversion")
        .table("Keyless", "", "Number int")
        .build();
  }

  private static TestDatabase filled(LegacyCatalogue catalogue) throws Exception {
    TestDatabase database = TestDatabase.of(catalogue);
    for (int i = 0; i < 7; i++) {
      database.insert(catalogue.table("Numbers"), i, "Pörrö " + i);
    }
    database.insert(catalogue.table("Keyless"), 17);
    return database;
  }

  private Extraction extraction(TestDatabase database, LegacyCatalogue catalogue, String name) {
    return Extractions.extraction(database, catalogue, folder.resolve(name)).toBuilder()
        .rowsPerPart(3)
        .connection(
            new ConnectionSettings(
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofMillis(1_200),
                Duration.ofSeconds(1),
                8_000))
        .retries(new RetryPolicy(5, 20, Duration.ofMillis(1), Duration.ofMillis(2)))
        .build();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CHANGE")
  void whereverACallFailsTheDumpIsRightOrTheErrorIsClear(FaultyDriver.Fault fault)
      throws Exception {
    failEachOf(fault, 7);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CHANGE")
  void whateverCallFailsTheDumpIsRightOrTheErrorIsClear(FaultyDriver.Fault fault) throws Exception {
    failEachOf(fault, 1);
  }

  private void failEachOf(FaultyDriver.Fault fault, int step) throws Exception {
    LegacyCatalogue catalogue = catalogue();
    try (TestDatabase database = filled(catalogue)) {
      FaultyDriver counting =
          new FaultyDriver(DatabaseProduct.of(database.url()).driver(), fault, 0);
      Manifest undisturbed = run(extraction(database, catalogue, "undisturbed"), counting);
      assertThat(counting.calls()).isGreaterThan(50);
      ExecutorService executor =
          Executors.newFixedThreadPool(fault == FaultyDriver.Fault.STALL ? SIDE_BY_SIDE : 1);
      List<Future<Boolean>> results = new ArrayList<>();
      for (int i = 1; i <= counting.calls(); i += step) {
        int call = i;
        results.add(executor.submit(() -> isRight(database, catalogue, fault, call, undisturbed)));
      }
      executor.shutdown();
      int right = 0;
      for (Future<Boolean> result : results) {
        right += result.get() ? 1 : 0;
      }
      // Only the first connection is not tried again: whoever called sits in front of it.
      assertThat(results.size() - right).isLessThanOrEqualTo(3);
    }
  }

  private boolean isRight(
      TestDatabase database,
      LegacyCatalogue catalogue,
      FaultyDriver.Fault fault,
      int call,
      Manifest undisturbed)
      throws Exception {
    FaultyDriver driver =
        new FaultyDriver(DatabaseProduct.of(database.url()).driver(), fault, call);
    try {
      Manifest manifest = run(extraction(database, catalogue, fault + "-" + call), driver);
      assertThat(manifest.getPartsList())
          .as("call %d, %s", call, driver.struck())
          .isEqualTo(undisturbed.getPartsList());
      return true;
    } catch (SourceException e) {
      assertThat(e)
          .as("call %d, %s", call, driver.struck())
          .hasMessageMatching("(?s).*(no connection|connection broke|differs from).*; .*");
      return false;
    }
  }

  private static Manifest run(Extraction extraction, FaultyDriver driver) throws Exception {
    return Extractor.run(extraction, event -> {}, Extractions.CLOCK, driver);
  }
}
