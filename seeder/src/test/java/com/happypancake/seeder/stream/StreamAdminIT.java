package com.happypancake.seeder.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.broker.BrokerException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
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
