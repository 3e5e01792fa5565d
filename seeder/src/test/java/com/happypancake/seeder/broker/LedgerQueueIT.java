package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.schemas.seed.Ledger;
import com.happypancake.schemas.seed.LedgerSeed;
import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(300)
class LedgerQueueIT {

  @RegisterExtension final TestBroker broker = new TestBroker();

  private Connection connection;
  private LedgerQueue queue;
  private Ledger first;

  @BeforeEach
  void declare() throws Exception {
    broker.declare();
    connection = BrokerConnections.open(broker.address(), "hpc test");
    queue = queue(Duration.ofMillis(200));
    first = queue.read(connection);
  }

  @AfterEach
  void close() {
    BrokerConnections.close(connection);
  }

  private LedgerQueue queue(Duration patience) {
    return new LedgerQueue(broker.address(), broker.topology().ledger(), patience);
  }

  private static Ledger renewal(Ledger ledger) {
    return ledger.toBuilder()
        .setRenewal(ledger.getRenewal() + 1)
        .addSeeds(LedgerSeed.newBuilder().setPrefix(ledger.getRenewal()))
        .build();
  }

  @Test
  void aNewLedgerHasARandomIncarnationAndNoSeeds() throws Exception {
    assertThat(first.getIncarnation()).matches("[0-9a-f]{32}");
    assertThat(first.getSeedsList()).isEmpty();
    assertThat(queue.read(connection)).isEqualTo(first);
    assertThat(queue.create(connection).getIncarnation()).isNotEqualTo(first.getIncarnation());
  }

  @Test
  void theLastRenewalIsReadOnAnyConnection() throws Exception {
    Ledger last = first;
    for (int i = 0; i < 20; i++) {
      last = renewal(last);
      queue.renew(connection, last);
    }
    assertThat(broker.count("seeds")).isEqualTo(1);
    assertThat(last.getSeedsCount()).isEqualTo(20);
    BrokerConnections.close(connection);
    connection = BrokerConnections.open(broker.address(), "hpc test");
    assertThat(queue.read(connection)).isEqualTo(last);
  }

  @Test
  void ofSeveralLedgersTheNewestStays() throws Exception {
    String name = broker.otherQueue("ledger-without-a-length");
    LedgerQueue unbounded = new LedgerQueue(broker.address(), name);
    Channel channel = connection.createChannel();
    channel.queueDeclare(name, true, false, false, null);
    for (long renewal : new long[] {7, 9, 8}) {
      Ledger ledger = first.toBuilder().setRenewal(renewal).build();
      channel.basicPublish("", name, MessageProperties.PERSISTENT_BASIC, ledger.toByteArray());
    }
    assertThat(unbounded.read(connection).getRenewal()).isEqualTo(9);
    assertThat(channel.messageCount(name)).isEqualTo(1);
    unbounded.renew(connection, first.toBuilder().setRenewal(10).build());
    assertThat(channel.messageCount(name)).isEqualTo(1);
    assertThat(unbounded.read(connection).getRenewal()).isEqualTo(10);
  }

  @Test
  void aLedgerThatAnotherHoldsIsWaitedFor() throws Exception {
    Channel holder = connection.createChannel();
    long tag = holder.basicGet(broker.topology().ledger(), false).getEnvelope().getDeliveryTag();
    LedgerQueue patient = queue(Duration.ofSeconds(30));
    CompletableFuture<Ledger> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return patient.read(connection);
              } catch (BrokerException | InterruptedException e) {
                throw new CompletionException(e);
              }
            });
    assertThatThrownBy(() -> queue.read(connection)).hasMessageContaining("is empty");
    assertThat(read).isNotDone();
    holder.basicNack(tag, false, true);
    assertThat(read.get()).isEqualTo(first);
  }

  @Test
  void aPurgedLedgerIsToldWithWhatToDo() throws Exception {
    broker.use(channel -> channel.queuePurge(broker.topology().ledger()));
    assertThatThrownBy(() -> queue.read(connection))
        .isInstanceOfSatisfying(
            BrokerException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOPOLOGY))
        .hasMessageContaining("seeds' is empty: another command reads it now, or it was purged")
        .hasMessageContaining("'hpc topology purge'");
  }

  @Test
  void aDeletedLedgerIsToldWithWhatToDo() throws Exception {
    broker.use(channel -> channel.queueDelete(broker.topology().ledger()));
    assertThatThrownBy(() -> queue.renew(connection, renewal(first)))
        .isInstanceOfSatisfying(
            BrokerException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOPOLOGY))
        .hasMessageContaining("seeds' is missing")
        .hasMessageEndingWith("'hpc topology declare' makes it");
  }

  @Test
  void aMessageThatIsNoLedgerIsToldAndStays() throws Exception {
    broker.use(
        channel -> {
          channel.basicPublish("", broker.topology().ledger(), null, new byte[] {1, 2, 3});
          return channel.messageCount(broker.topology().ledger());
        });
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> queue.read(connection))
          .isInstanceOfSatisfying(
              BrokerException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOPOLOGY))
          .hasMessageContaining("holds a message that is not a ledger (3 bytes)");
    }
  }

  @Test
  void aLedgerOfAnotherIncarnationIsNotReplaced() throws Exception {
    Ledger other = queue.create(connection);
    assertThatThrownBy(() -> queue.renew(connection, renewal(first)))
        .isInstanceOfSatisfying(
            BrokerException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining("is of incarnation " + other.getIncarnation())
        .hasMessageContaining("expected " + first.getIncarnation());
    assertThat(queue.read(connection)).isEqualTo(other);
  }

  @Test
  void aLaterRenewalIsNotReplaced() throws Exception {
    Ledger later = renewal(renewal(first));
    queue.renew(connection, later);
    assertThatThrownBy(() -> queue.renew(connection, renewal(first)))
        .hasMessageContaining("was renewed 3 times, and this is renewal 2: another seeder");
    assertThat(queue.read(connection)).isEqualTo(later);
  }
}
