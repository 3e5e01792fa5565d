package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerTopologyTest {

  @Test
  void thePrefixStandsBeforeExchangeAndQueuesAndNotBeforeBindings() {
    BrokerTopology topology = BrokerTopology.hpc("fi.");
    assertThat(topology.exchange()).isEqualTo("fi.hpc");
    assertThat(topology.queues()).hasSize(17);
    assertThat(topology.queues())
        .contains(
            new BrokerTopology.Queue("fi.audit", List.of("#")),
            new BrokerTopology.Queue(
                "fi.chat",
                List.of("chat.*", "block.*", "member.registered", "member.deleted", "seed.ended")));
  }

  @Test
  void withoutAPrefixTheNamesAreHpcsOwn() {
    assertThat(BrokerTopology.hpc("").exchange()).isEqualTo("hpc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"amq.", "a b", "å", "a/b", "a\n"})
  void aPrefixThatABrokerWouldRefuseIsRefused(String prefix) {
    assertThatThrownBy(() -> BrokerTopology.hpc(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a prefix is up to 100 letters");
  }
}
