package com.happypancake.extractor.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.database.ServerFacts.ImageOf;
import com.happypancake.extractor.consistency.ConsistencyDecision.Refused;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.manifest.Consistency;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The table of cases, without a source. */
class ConsistencyDecisionTest {

  private static final String CASES = "/com/happypancake/extractor/consistency-cases.csv";

  private static Optional<Consistency> mode(String name) {
    return name.equals("-")
        ? Optional.empty()
        : Optional.of(
            Consistency.valueOf("CONSISTENCY_" + name.toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  private static ConsistencyRequest request(String asked, String deletes, List<String> earlier) {
    Optional<ExtractionState> state =
        mode(earlier.get(0))
            .map(
                promised ->
                    ExtractionState.newBuilder()
                        .setConsistency(promised)
                        .setDatabaseSnapshot(
                            promised == Consistency.CONSISTENCY_DATABASE_SNAPSHOT ? "night" : "")
                        .build());
    return new ConsistencyRequest(mode(asked), deletes.equals("change-tracking"), state);
  }

  private static SourceFacts facts(String source, List<String> obstacles, boolean gone) {
    Optional<ImageOf> image =
        switch (source) {
          case "snapshot" -> Optional.of(new ImageOf("Live", Optional.of(Instant.EPOCH)));
          case "replica" -> Optional.of(new ImageOf("Live", Optional.empty()));
          default -> Optional.empty();
        };
    return new SourceFacts(
        image,
        Optional.of("can't be made")
            .filter(why -> obstacles.contains("permission") || obstacles.contains("files")),
        Optional.of("can't be read").filter(why -> obstacles.contains("filestream")),
        Optional.of("can't be begun").filter(why -> obstacles.contains("transaction")),
        gone);
  }

  @ParameterizedTest
  @CsvFileSource(resources = CASES, delimiter = '|', useHeadersInDisplayName = true)
  void aDecisionFollowsFromFactsAlone(
      String source,
      String obstacles,
      String asked,
      String deletes,
      String earlier,
      String decision) {
    List<String> before = List.of(earlier.split(" ", -1));
    ConsistencyDecision made =
        ConsistencyDecision.of(
            request(asked, deletes, before),
            facts(source, List.of(obstacles.split(" ", -1)), before.contains("gone")));
    assertThat(made.mode().map(ConsistencyDecision::name).orElse("refused")).isEqualTo(decision);
  }

  @Test
  void aRefusalNamesTheObstacleAndTheWayOut() {
    ConsistencyRequest insisting = request("database-snapshot", "-", List.of("-"));
    assertThat(ConsistencyDecision.of(insisting, facts("own", List.of("filestream"), false)))
        .isEqualTo(
            new Refused(
                "database-snapshot is asked for and not possible: can't be read; choose another"
                    + " consistency, or leave the table out"));
    assertThat(
            ConsistencyDecision.of(
                request("snapshot", "-", List.of("-")),
                facts("own", List.of("transaction"), false)))
        .isEqualTo(
            new Refused(
                "snapshot is asked for and not possible: can't be begun; ALTER DATABASE … SET"
                    + " ALLOW_SNAPSHOT_ISOLATION ON allows snapshot transactions, or choose"
                    + " read-committed"));
  }
}
