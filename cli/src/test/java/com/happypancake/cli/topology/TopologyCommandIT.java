package com.happypancake.cli.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.happypancake.cli.TestSession;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.QueueType;
import com.happypancake.seeder.broker.TopologyAdmin;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands of {@code hpc topology} on a real RabbitMQ with its management API. */
@Timeout(120)
class TopologyCommandIT {

  private static final String BROKER =
      Optional.ofNullable(System.getenv("HPC_TEST_BROKER"))
          .orElse("amqp://guest:guest@127.0.0.1:5672");

  private final String prefix = "test-" + UUID.randomUUID() + ".";
  private TestSession session = new TestSession();

  private int run(String... words) {
    session = new TestSession();
    return session.run(
        Stream.concat(
                Stream.of("topology"),
                Stream.concat(Stream.of(words), Stream.of("--broker", BROKER, "--prefix", prefix)))
            .toArray(String[]::new));
  }

  @BeforeEach
  void theBrokerAnswers() {
    assumeTrue(
        run("status") == 0 || System.getenv("HPC_TEST_BROKER_REQUIRED") != null,
        () -> session.err());
  }

  @AfterEach
  void remove() {
    run("delete", "--force");
  }

  @Test
  void aTopologyIsDeclaredShownPurgedAndDeleted() {
    assertThat(run("declare", "--queue-type", "quorum", "--modules", "news,audit")).isZero();
    assertThat(session.out())
        .contains("exchange '" + prefix + "hpc' and 2 quorum queues with their bindings are there;")
        .containsPattern("ledger '" + prefix + "seeds' of incarnation [0-9a-f]{32} is new:");
    String declared = session.out();
    assertThat(run("status", "--modules", "news,audit")).isZero();
    assertThat(session.out())
        .containsPattern(prefix + "news +quorum +0 ")
        .contains("x-queue-type=quorum")
        .contains("remembers 0 seeds");
    assertThat(session.err()).isEmpty();
    assertThat(run("status", "--json")).isZero();
    JsonObject json = JsonParser.parseString(session.out()).getAsJsonObject();
    assertThat(json.getAsJsonArray("queues")).hasSize(2);
    assertThat(json.getAsJsonArray("problems")).hasSize(15);
    String incarnation = json.getAsJsonObject("ledger").get("incarnation").getAsString();
    assertThat(declared).contains(incarnation);
    assertThat(run("purge")).isZero();
    assertThat(session.out()).contains("are empty, and the ledger is new; 2 queues were there");
    assertThat(run("status", "--json")).isZero();
    assertThat(session.out()).doesNotContain(incarnation);
    assertThat(run("delete")).isZero();
    assertThat(session.out()).contains("are gone; 2 queues were there, with 0 messages");
  }

  @Test
  void aStreamBesideTheExchangeIsShownAndChecked() {
    assertThat(run("declare", "--modules", "news", "--stream", "--partitions", "2")).isZero();
    assertThat(run("status", "--modules", "news")).isZero();
    assertThat(session.out())
        .containsPattern(prefix + "hpc-stream-0 +stream +0 ")
        .containsPattern(prefix + "hpc-stream-1 +stream +0 ");
    assertThat(run("diff", "--modules", "news")).as(session.err()).isZero();
    assertThat(run("delete")).isZero();
    assertThat(run("status", "--modules", "news")).isZero();
    assertThat(session.out()).doesNotContain("hpc-stream");
  }

  @Test
  void queuesOfAnotherTypeAreLeftAloneWithBothWaysOn() throws Exception {
    new TopologyAdmin(BrokerAddress.parse(BROKER), BrokerTopology.hpc(prefix).only(List.of("news")))
        .declare(QueueType.QUORUM);
    assertThat(run("declare")).isEqualTo(5);
    assertThat(session.err())
        .contains("queue '" + prefix + "news' is a quorum queue; nothing was made; use them as")
        .contains("--queue-type quorum, or remove them with 'hpc topology delete'");
  }

  @Test
  void theDifferencesFromTheTopologyAreListed() {
    assertThat(run("declare")).isZero();
    assertThat(run("diff")).isZero();
    assertThat(session.out()).contains("as the topology of exchange '" + prefix + "hpc' wants it");
    assertThat(run("delete")).isZero();
    assertThat(run("declare", "--modules", "audit")).isZero();
    assertThat(run("diff")).isEqualTo(5);
    assertThat(session.out()).contains("missing    queue '" + prefix + "news' is missing");
    assertThat(session.err()).contains("16 differences from the topology of exchange");
    assertThat(run("diff", "--management-url", "http://127.0.0.1:1")).isEqualTo(4);
    assertThat(session.out()).contains("unchecked  bindings, arguments, policies");
  }

  @Test
  void aVirtualHostThatIsNotThereIsToldWithHowToMakeOne() {
    assertThat(run("declare", "--vhost", "no-such")).isEqualTo(4);
    assertThat(session.err()).contains("'rabbitmqctl add_vhost no-such' makes it");
  }
}
