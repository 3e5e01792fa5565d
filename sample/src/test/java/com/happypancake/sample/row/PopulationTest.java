package com.happypancake.sample.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.sample.random.RowRandom;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private final SampleContext context =
      new SampleContext(new SamplePlan(SampleCountry.FI, 1.0 / 15, 11));
  private final Population population = new Population(context);

  @Test
  void peopleMeetWhomTheyCanKnow() {
    RowRandom random = context.random("meet");
    for (double day = 0; day < 2_900; day += 7.3) {
      int registered = population.registeredBy(day);
      int actor = population.actor(random, registered);
      int partner = population.partner(random, actor, registered);
      assertThat(partner).isNotEqualTo(actor).isLessThan(registered);
      if (registered > 2) {
        assertThat(population.registrationDay(registered - 1)).isLessThanOrEqualTo(day);
      }
    }
  }

  @Test
  void registrationsComeInTheOrderOfRanks() {
    for (int rank = 1; rank < population.size(); rank++) {
      assertThat(population.registrationTime(rank))
          .isGreaterThanOrEqualTo(population.registrationTime(rank - 1));
      assertThat(population.rankOf(population.id(rank))).isEqualTo(rank);
    }
  }
}
