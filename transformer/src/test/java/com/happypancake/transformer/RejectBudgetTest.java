package com.happypancake.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.happypancake.schemas.manifest.RejectCount;
import com.happypancake.transformer.choice.RejectBudget;
import com.happypancake.transformer.choice.RejectBudget.Excess;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rejects a budget allows. */
class RejectBudgetTest {

  private static final List<RejectCount> REJECTS =
      List.of(
          rejects("Flirts", "unknown-member", 3),
          rejects("Messages", "impossible-time", 1),
          rejects("Messages", "unknown-member", 6));

  private static RejectCount rejects(String table, String reason, long facts) {
    return RejectCount.newBuilder().setTable(table).setReason(reason).setFacts(facts).build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "",
      value = {
        "10 | none",
        "9 | 10 facts were rejected, more than the 9 allowed",
        "1% | none",
        "0.999% | 10 facts were rejected, more than the 9 allowed (0.999% of 1000 facts)",
        "100%,unknown-member=9 | none",
        "10,unknown-member=0.8%"
            + " | 9 facts were rejected for unknown-member, more than the 8 allowed"
            + " (0.8% of 1000 facts)",
        "unknown-member=9"
            + " | 1 facts were rejected for impossible-time, more than the 0 allowed",
        "unknown-member=9,impossible-time=1 | none",
        "1,impossible-time=0 | 10 facts were rejected, more than the 1 allowed;"
            + " 1 facts were rejected for impossible-time, more than the 0 allowed",
      })
  void everyLimitMustHold(String limits, String excesses) {
    RejectBudget budget = RejectBudget.parse(List.of(limits.split(",")));
    List<String> texts = budget.excesses(REJECTS, 1000).stream().map(Excess::text).toList();
    assertThat(texts.isEmpty() ? "none" : String.join("; ", texts)).isEqualTo(excesses);
  }

  @Test
  void aRaisedBudgetAllowsWhatWasTooMuchAndKeepsItsOtherLimits() {
    RejectBudget budget =
        RejectBudget.parse(List.of("0.5%", "unknown-photo=2", "unknown-member=1"));
    RejectBudget raised = budget.raised(budget.excesses(REJECTS, 1000));
    assertThat(raised.text()).isEqualTo("10,unknown-member=9,unknown-photo=2");
    assertThat(raised.excesses(REJECTS, 1000)).isEmpty();
    assertThat(RejectBudget.parse(List.of(raised.text().split(",")))).isEqualTo(raised);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "1e3", "%", "5 %", "=1", "x=", "unknown-member=-1"})
  void whatIsNoLimitIsRefused(String limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RejectBudget.parse(List.of(limit)))
        .withMessageContaining("'" + limit + "' is no limit; expected for example 100, 0.5% or");
  }
}
