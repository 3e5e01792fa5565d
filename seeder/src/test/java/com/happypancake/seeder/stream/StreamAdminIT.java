package com.happypancake.seeder.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.TopologyAdmin;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class StreamAdminIT {

  @RegisterExtension final TestBroker broker = new TestBroker();

  private StreamTopology topology = new StreamTopology("none", 0);

  private StreamAdmin admin(int partitions) {
    topology = StreamTopology.hpc(broker.prefix(), partitions);
    return new StreamAdmin(broker.address(), topology);
  }

  @AfterEach
  void delete() throws Exception {
    new StreamAdmin(broker.address(), topology).delete();
  }

  @Test
  void aStreamIsDeclaredOnceAndDeleted() throws Exception {
    StreamAdmin admin = admin(0);
    assertThat(admin.missing()).containsExactly(topology.name());
    admin.declare();
    admin.declare();
    assertThat(admin.missing()).isEmpty();
    assertThat(admin.delete()).containsExactly(topology.name());
    assertThat(admin.delete()).isEmpty();
  }

  @Test
  void aSuperStreamIsDeclaredAndDeletedWithItsExchange() throws Exception {
    StreamAdmin admin = admin(3);
    admin.declare();
    admin.declare();
    assertThat(admin.missing()).isEmpty();
    assertThat(admin.delete()).isEqualTo(topology.streams());
    assertThatThrownBy(() -> broker.use(channel -> channel.exchangeDeclarePassive(topology.name())))
        .isInstanceOf(java.io.IOException.class);
  }

  private long messages(String stream) throws Exception {
    return broker.use(channel -> channel.messageCount(stream));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void streamsAreEmptiedAndDeletedWithTheTopology(int partitions) throws Exception {
    broker.declare();
    assertThat(StreamAdmin.find(broker.address(), broker.prefix())).isEmpty();
    admin(partitions).declare();
    Optional<TopologyAdmin.Streams> found =
        StreamAdmin.find(broker.address(), broker.prefix()).map(streams -> streams);
    TopologyAdmin both = new TopologyAdmin(broker.address(), broker.topology(), found);
    String first = topology.streams().get(0);
    broker.use(
        channel -> {
          channel.basicPublish("", first, null, new byte[1]);
          return channel.messageCount(first);
        });
    await().until(() -> messages(first) == 1);
    assertThatThrownBy(() -> both.purge(false))
        .hasMessageContaining("stream '" + first + "' holds 1 messages and has 0 consumers");
    TopologyAdmin.Deletion purged = both.purge(true);
    assertThat(purged.queues()).hasSize(17);
    assertThat(messages(first)).isZero();
    // The partitions are bound again, in their order.
    assertThat(admin(partitions).missing()).isEmpty();
    assertThat(StreamAdmin.find(broker.address(), broker.prefix()).orElseThrow().topology())
        .isEqualTo(topology);
    assertThat(both.delete(false).queues()).containsAll(topology.streams());
    assertThat(StreamAdmin.find(broker.address(), broker.prefix())).isEmpty();
  }

  @Test
  void anotherNumberOfPartitionsIsRefused() throws Exception {
    admin(3).declare();
    StreamAdmin fewer = new StreamAdmin(broker.address(), StreamTopology.hpc(broker.prefix(), 2));
    assertThatThrownBy(fewer::declare)
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("has more than 2 partitions, not 2");
    StreamAdmin more = new StreamAdmin(broker.address(), StreamTopology.hpc(broker.prefix(), 4));
    assertThatThrownBy(more::declare)
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("has 3 partitions, not 4");
  }

  @Test
  void anOrdinaryQueueOfThatNameIsRefused() throws Exception {
    StreamAdmin admin = admin(0);
    broker.use(channel -> channel.queueDeclare(topology.name(), true, false, false, Map.of()));
    assertThatThrownBy(admin::declare)
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("refused: stream '" + topology.name() + "'");
  }
}
