package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TopologyFindingTest {

  @Test
  void anAlarmRefusesAStartAndDoesNotStopARun() {
    for (Risk risk : Set.of(Risk.MEMORY, Risk.DISK)) {
      TopologyFinding alarm = TopologyFinding.risk(risk, "rabbit@1", "rabbit@1", "has an alarm");
      assertThat(alarm.stops(Set.of(), true)).isTrue();
      assertThat(alarm.stopsRun(Set.of())).isFalse();
    }
  }

  @Test
  void aManagementApiThatDoesNotAnswerRefusesAStartAndDoesNotStopARun() {
    TopologyFinding unchecked = TopologyFinding.unchecked("hpc", "bindings: no answer");
    assertThat(unchecked.stops(Set.of(), false)).isTrue();
    assertThat(unchecked.stopsRun(Set.of())).isFalse();
  }

  @Test
  void whatLosesEventsStopsARun() {
    TopologyFinding missing = TopologyFinding.missing("news", "queue 'news' is missing");
    assertThat(missing.stopsRun(Set.of())).isTrue();
    TopologyFinding drops = TopologyFinding.risk(Risk.MAX_LENGTH, "news", "news", "drops");
    assertThat(drops.stopsRun(Set.of())).isTrue();
    assertThat(drops.stopsRun(Set.of("max-length:news"))).isFalse();
  }
}
