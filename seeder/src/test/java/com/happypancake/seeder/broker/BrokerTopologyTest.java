package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.seeder.broker.BrokerTopology.Queue;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerTopologyTest {

  @Test
  void thePrefixStandsBeforeExchangeAndQueuesAndNotBeforeBindings() {
    BrokerTopology topology = BrokerTopology.hpc("fi.");
    assertThat(topology.exchange()).isEqualTo("fi.hpc");
    assertThat(topology.ledger()).isEqualTo("fi.seeds");
    assertThat(topology.queues()).hasSize(17);
    assertThat(topology.queues())
        .contains(
            new BrokerTopology.Queue("audit", "fi.audit", List.of("#")),
            new BrokerTopology.Queue(
                "chat",
                "fi.chat",
                List.of("chat.*", "block.*", "member.registered", "member.deleted", "seed.ended")));
  }

  @Test
  void withoutAPrefixTheNamesAreHpcsOwn() {
    assertThat(BrokerTopology.hpc("").exchange()).isEqualTo("hpc");
  }

  @Test
  void aChoiceOfModulesKeepsExchangeAndLedger() {
    BrokerTopology chosen = BrokerTopology.hpc("fi.").only(Set.of("news", "audit"));
    assertThat(chosen.queues()).extracting(Queue::name).containsExactly("fi.news", "fi.audit");
    assertThat(chosen.exchange()).isEqualTo("fi.hpc");
    assertThat(chosen.ledger()).isEqualTo("fi.seeds");
    assertThat(chosen.only(Set.of())).isEqualTo(chosen);
  }

  @Test
  void aModuleThatThereIsNotIsToldWithTheOthers() {
    assertThatThrownBy(() -> BrokerTopology.hpc("fi.").only(List.of("news", "novs")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no module novs; the modules are profile, register,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"amq.", "a b", "å", "a/b", "a\n"})
  void aPrefixThatABrokerWouldRefuseIsRefused(String prefix) {
    assertThatThrownBy(() -> BrokerTopology.hpc(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a prefix is up to 100 letters");
  }
}
