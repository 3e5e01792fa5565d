package com.happypancake.seeder.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.seeder.control.ControlRequest.Order;
import com.happypancake.seeder.pace.RatePlan;
import org.junit.jupiter.api.Test;

class ControlRequestTest {

  private static final ControlRequest NONE = ControlRequest.NONE;
  private static final RatePlan PLAN = RatePlan.parse("100..5000/10m, 5000");

  @Test
  void aPauseHoldsForLaterRunsUntilItEnds() {
    ControlRequest paused = NONE.withPaused(true);

    assertThat(paused.orders(NONE, "a")).containsExactly(new Order.Pause());
    assertThat(paused.orders(NONE, "b")).containsExactly(new Order.Pause());
    assertThat(paused.orders(paused, "a")).isEmpty();
    assertThat(paused.withPaused(false).orders(paused, "a")).containsExactly(new Order.Resume());
    assertThat(paused.withPaused(false).orders(NONE, "b")).isEmpty();
  }

  @Test
  void aPlanAndAStopHoldForTheirRunAlone() {
    ControlRequest both = NONE.withPlan("a", PLAN).withStop("a");

    assertThat(both.orders(NONE, "a"))
        .containsExactly(new Order.ChangePlan(PLAN), new Order.Stop());
    assertThat(both.orders(NONE, "b")).isEmpty();
    assertThat(both.withPlan("b", PLAN).orders(both, "b"))
        .containsExactly(new Order.ChangePlan(PLAN));
  }

  @Test
  void thePlanThatWasAskedForBeforeIsTakenAgain() {
    ControlRequest first = NONE.withPlan("a", PLAN);

    assertThat(first.withPlan("a", PLAN).orders(first, "a"))
        .containsExactly(new Order.ChangePlan(PLAN));
    assertThat(first.withPaused(true).orders(first, "a")).containsExactly(new Order.Pause());
  }

  @Test
  void jsonKeepsIt() {
    ControlRequest request = NONE.withPlan("a", PLAN).withPaused(true).withStop("a");
    ControlRequest read = ControlRequest.read(request.toJson());

    assertThat(read.toJson()).isEqualTo(request.toJson());
    assertThat(read.orders(NONE, "a")).hasSize(3);
    assertThat(ControlRequest.read(NONE.toJson())).isEqualTo(NONE);
  }
}
