package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.seed.Ledger;
import com.happypancake.seeder.TestBroker;
import com.rabbitmq.client.MessageProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(300)
class TopologyIsolationIT {

  private static final int REPLAYS = 30;

  @RegisterExtension final TestBroker broker = new TestBroker();

  @Test
  void ofThirtyReplaysOneIsPurgedAndOneDeletedWithoutTheOthers() throws Exception {
    List<BrokerTopology> replays = new ArrayList<>();
    for (int i = 0; i < REPLAYS; i++) {
      replays.add(BrokerTopology.hpc(broker.prefix() + i + "."));
    }
    try {
      List<String> incarnations = new ArrayList<>();
      for (BrokerTopology each : replays) {
        incarnations.add(admin(each).declare(QueueType.CLASSIC).incarnation());
        broker.use(
            channel -> {
              channel.confirmSelect();
              channel.basicPublish(
                  each.exchange(), "chat.sent", MessageProperties.PERSISTENT_BASIC, new byte[9]);
              try {
                return channel.waitForConfirms();
              } catch (InterruptedException e) {
                throw new java.io.IOException(e);
              }
            });
      }
      assertThat(admin(replays.get(3)).delete(true).messages()).isEqualTo(2);
      assertThat(admin(replays.get(4)).purge(true).messages()).isEqualTo(2);
      for (int i = 0; i < REPLAYS; i++) {
        TopologyStatus status =
            TopologyStatus.of(broker.address(), replays.get(i), Optional.empty());
        assertThat(status.queues()).hasSize(i == 3 ? 0 : 17);
        assertThat(status.queues().stream().mapToLong(each -> each.depth().ready()).sum())
            .isEqualTo(i == 3 || i == 4 ? 0 : 2);
        boolean isSame =
            status.ledger().map(Ledger::getIncarnation).equals(Optional.of(incarnations.get(i)));
        assertThat(isSame).isEqualTo(i != 3 && i != 4);
      }
    } finally {
      for (BrokerTopology each : replays) {
        admin(each).delete(true);
      }
    }
  }

  private TopologyAdmin admin(BrokerTopology topology) {
    return new TopologyAdmin(broker.address(), topology);
  }
}
