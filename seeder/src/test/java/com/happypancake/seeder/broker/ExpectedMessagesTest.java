package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.seeder.broker.ArrivalProof.Outcome;
import com.happypancake.seeder.broker.BrokerTopology.Queue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedMessagesTest {

  @ParameterizedTest
  @CsvSource({
    "'#',a.b,true",
    "'#','',true",
    "a.*,a.b,true",
    "a.*,a,false",
    "a.*,a.b.c,false",
    "*.b,a.b,true",
    "a.#,a,true",
    "a.#,a.b.c,true",
    "a.#,b.a,false",
    "'#.c',a.b.c,true",
    "'#.c',c,true",
    "'#.b.#',a.b.c,true",
    "'#.x.#',a.b.c,false",
    "a.b,a.b,true",
    "a.b,a.bb,false",
    "a.*.c,a..c,true"
  })
  void aBindingMatchesLikeATopicExchange(String binding, String key, boolean matches) {
    assertThat(ExpectedMessages.matches(binding, key)).isEqualTo(matches);
  }

  @Test
  void anEventCountsOnceForAQueueThatSeveralBindingsLead() {
    BrokerTopology topology =
        new BrokerTopology(
            "p.",
            "p.hpc",
            List.of(
                new Queue("a", "p.a", List.of("photo.*", "photo.liked", "seed.ended")),
                new Queue("b", "p.b", List.of("none"))),
            "p.seeds");
    assertThat(
            ExpectedMessages.of(
                topology,
                Map.of("photo.liked", 7L, "photo.removed", 2L, "flirt.sent", 9L, "seed.ended", 1L)))
        .containsExactly(Map.entry("p.a", 10L), Map.entry("p.b", 0L));
  }

  @Test
  void theDefaultTopologyGivesTheAuditEverything() {
    Map<String, Long> expected =
        ExpectedMessages.of(
            BrokerTopology.hpc("p."), Map.of("chat.message-sent", 5L, "member.deleted", 2L));
    assertThat(expected)
        .containsEntry("p.audit", 7L)
        .containsEntry("p.chat", 7L)
        .containsEntry("p.news", 2L);
  }

  @ParameterizedTest
  @CsvSource({
    "10,0,5,15,0,0,PROVED,'expected 10 messages, got 10'",
    "10,3,5,17,0,0,PROVED,'expected 10 messages, got 12, of which some are repeats'",
    "10,0,5,14,0,0,DIFFERENT,'expected 10 messages, got 9: messages are lost, or were taken"
        + " between two checks'",
    "10,1,5,17,0,0,DIFFERENT,'expected 10 messages, got 12: another publisher sends to it, too'",
    "10,0,5,15,0,2,UNPROVABLE,'expected 10 messages; can''t be proved: it has 2 consumers, which"
        + " take messages'",
    "10,0,5,15,1,0,UNPROVABLE,'expected 10 messages; can''t be proved: it has 1 consumers, which"
        + " take messages'"
  })
  void theCountsOfAQueueProveWhatArrived(
      long expected,
      long repeats,
      long start,
      long end,
      int consumersAtStart,
      int consumersAtEnd,
      Outcome outcome,
      String text) {
    assertThat(
            ArrivalProof.compare(
                Map.of("q", expected),
                repeats,
                List.of(new QueueCount("q", start, consumersAtStart)),
                List.of(new QueueCount("q", end, consumersAtEnd))))
        .containsExactly(new ArrivalProof("q", expected, outcome, text));
  }

  @Test
  void aQueueThatWasNotCountedTwiceCantBeProved() {
    assertThat(
            ArrivalProof.compare(Map.of("q", 4L), 0, List.of(), List.of(new QueueCount("q", 4, 0))))
        .extracting(ArrivalProof::outcome)
        .containsExactly(Outcome.UNPROVABLE);
  }
}
