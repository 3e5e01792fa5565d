package com.happypancake.extractor.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.extractor.Delta;
import com.happypancake.extractor.delta.DeletesDecision.Chosen;
import com.happypancake.extractor.delta.DeletesDecision.Refused;
import com.happypancake.extractor.delta.DeletesFacts.TrackedTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Deletes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The table of cases, without a source. */
class DeletesDecisionTest {

  private static final String CASES = "/com/happypancake/extractor/deletes-cases.csv";
  private static final Optional<Consistency> DATABASE_SNAPSHOT =
      Optional.of(Consistency.CONSISTENCY_DATABASE_SNAPSHOT);
  private static final TrackedTable TRACKED = table("dbo.Numbers", "42", "41", "1");

  private static OptionalLong version(String text) {
    return text.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  private static TrackedTable table(String name, String own, String base, String first) {
    return new TrackedTable(name, version(own), version(base), version(first));
  }

  private static String constant(String text) {
    return text.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static DeletesDecision decide(
      Optional<Deletes> asked, Optional<Consistency> consistency, TrackedTable... tables) {
    return DeletesDecision.of(new DeletesFacts(asked, false, List.of(tables)), consistency);
  }

  @ParameterizedTest
  @CsvFileSource(resources = CASES, delimiter = '|', useHeadersInDisplayName = true)
  void aDecisionFollowsFromFactsAlone(
      String source,
      String consistency,
      String asked,
      String own,
      String base,
      String first,
      String decision) {
    DeletesDecision made =
        DeletesDecision.of(
            new DeletesFacts(
                asked.equals("-")
                    ? Optional.empty()
                    : Optional.of(Deletes.valueOf("DELETES_" + constant(asked))),
                !source.equals("own"),
                List.of(TRACKED, table("dbo.Pairs", own, base, first))),
            Optional.of(Consistency.valueOf("CONSISTENCY_" + constant(consistency))));
    assertThat(made instanceof Chosen chosen ? Delta.text(chosen.deletes()) : "refused")
        .isEqualTo(decision);
  }

  @Test
  void theFirstTableThatIsNotTrackedIsNamed() {
    TrackedTable lost = table("dbo.Pairs", "42", "41", "43");
    assertThat(
            decide(Optional.of(Deletes.DELETES_CHANGE_TRACKING), Optional.empty(), TRACKED, lost))
        .isEqualTo(
            new Refused(
                "Change Tracking can't tell what was deleted from dbo.Pairs since: the base is of"
                    + " version 41, and it remembers from 43 on; take --deletes keys, or extract a"
                    + " full dump"));
  }

  @Test
  void changeTrackingIsNeverTakenInADatabaseSnapshot() {
    assertThat(decide(Optional.of(Deletes.DELETES_CHANGE_TRACKING), DATABASE_SNAPSHOT, TRACKED))
        .isEqualTo(new Refused(DeletesDecision.NOT_IN_A_DATABASE_SNAPSHOT));
    assertThat(decide(Optional.empty(), DATABASE_SNAPSHOT, TRACKED))
        .isEqualTo(
            new Chosen(
                Deletes.DELETES_KEYS,
                Optional.of("a database snapshot does not vouch for Change Tracking")));
  }
}
