package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.seeder.broker.BrokerTopology.Queue;
import com.happypancake.seeder.broker.ManagementApi.Policy;
import com.happypancake.seeder.broker.QueueStatus.Attributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueueRisksTest {

  private static final Queue NEWS = new Queue("news", "p.news", List.of("#"));

  private static Policy policy(
      String name, String pattern, String applyTo, long priority, boolean ofOperator) {
    return new Policy(name, pattern, applyTo, priority, ofOperator, Map.of("max-length", name));
  }

  private static Attributes attributes(Map<String, String> arguments, Risk... flags) {
    return new Attributes("quorum", Set.of(flags), arguments, List.of(), Optional.empty());
  }

  @Test
  void ofThePoliciesThoseOfTheHighestPriorityApply() {
    List<Policy> policies =
        List.of(
            policy("low", "news", "all", 0, false),
            policy("high", "^p\\.", "queues", 5, false),
            policy("exchanges", "news", "exchanges", 9, false),
            policy("classic", "news", "classic_queues", 9, false),
            policy("other", "chat", "queues", 9, false),
            policy("operator", "s$", "quorum_queues", 1, true),
            policy("unreadable", "(", "queues", 1, true));
    assertThat(QueueRisks.applying("p.news", "quorum", policies))
        .extracting(Policy::name)
        .containsExactly("high", "operator", "unreadable");
  }

  @Test
  void harmlessArgumentsAreNoRisk() {
    Attributes harmless =
        attributes(
            Map.of(
                "x-queue-type", "quorum", "x-single-active-consumer", "true", "x-overflow", "a"));
    assertThat(QueueRisks.of(NEWS, harmless, List.of())).isEmpty();
  }

  @Test
  void everyLimitAndFlagIsARiskOfItsOwnName() {
    Map<String, String> arguments =
        Map.of(
            "x-max-length", "1",
            "x-max-length-bytes", "2",
            "x-max-age", "3D",
            "x-message-ttl", "4",
            "x-expires", "5",
            "x-delivery-limit", "6");
    assertThat(
            QueueRisks.of(
                NEWS,
                attributes(arguments, Risk.TRANSIENT, Risk.AUTO_DELETE, Risk.EXCLUSIVE),
                List.of()))
        .extracting(each -> each.allowName().orElseThrow())
        .containsExactlyInAnyOrder(
            "max-length:news",
            "max-length-bytes:news",
            "max-age:news",
            "message-ttl:news",
            "expires:news",
            "delivery-limit:news",
            "transient:news",
            "auto-delete:news",
            "exclusive:news");
  }

  @Test
  void aNameThatAllowsNothingIsRefused() {
    assertThat(Risk.checkAllowed("max-length")).isEqualTo("max-length");
    assertThat(Risk.checkAllowed("message-ttl:news")).isEqualTo("message-ttl:news");
    for (String wrong : List.of("max-lenght:news", "", "max-length:", "MAX_LENGTH")) {
      assertThatThrownBy(() -> Risk.checkAllowed(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("'" + wrong + "' is no risk; expected for example max-length,")
          .hasMessageContaining("delivery-limit");
    }
  }

  @Test
  void aQueueThatLosesItsPastIsNoticed() {
    QueueHistory history = new QueueHistory();
    assertThat(history.compare(NEWS, new QueueCount("p.news", 9, 0), OptionalLong.of(9))).isEmpty();
    // A consumer takes messages, and the number of all messages grows.
    assertThat(history.compare(NEWS, new QueueCount("p.news", 2, 1), OptionalLong.of(12)))
        .isEmpty();
    assertThat(history.compare(NEWS, new QueueCount("p.news", 1, 0), OptionalLong.empty()))
        .isEmpty();
    assertThat(history.compare(NEWS, new QueueCount("p.news", 0, 0), OptionalLong.of(3)))
        .extracting(each -> each.allowName().orElseThrow())
        .containsExactly("shrunk:news", "remade:news");
    assertThat(history.compare(NEWS, new QueueCount("p.news", 0, 0), OptionalLong.of(3))).isEmpty();
  }
}
