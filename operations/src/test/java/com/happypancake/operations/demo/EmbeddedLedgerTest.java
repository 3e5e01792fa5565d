package com.happypancake.operations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.seed.Ledger;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.LedgerQueue;
import com.happypancake.seeder.broker.QueueType;
import com.happypancake.seeder.broker.TopologyAdmin;
import com.rabbitmq.client.Connection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the embedded broker sets a system property")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EmbeddedLedgerTest {

  @Test
  void theTopologyAndItsLedgerWorkOnTheEmbeddedBroker() throws Exception {
    try (EmbeddedBroker embedded = EmbeddedBroker.start()) {
      BrokerAddress broker = BrokerAddress.parse(embedded.uri().toString());
      BrokerTopology topology = BrokerTopology.hpc("demo-");
      TopologyAdmin admin = new TopologyAdmin(broker, topology);
      String incarnation = admin.declare(QueueType.CLASSIC).incarnation();
      assertThat(admin.declare(QueueType.CLASSIC).incarnation()).isEqualTo(incarnation);
      LedgerQueue ledger = new LedgerQueue(broker, topology.ledger());
      Connection connection = BrokerConnections.open(broker, "hpc test");
      try {
        for (int i = 0; i < 3; i++) {
          Ledger last = ledger.read(connection);
          ledger.renew(connection, last.toBuilder().setRenewal(last.getRenewal() + 1).build());
        }
        assertThat(ledger.read(connection))
            .isEqualTo(Ledger.newBuilder().setIncarnation(incarnation).setRenewal(4).build());
        assertThat(connection.createChannel().messageCount(topology.ledger())).isEqualTo(1);
      } finally {
        BrokerConnections.close(connection);
      }
      admin.purge(false);
      assertThat(admin.declare(QueueType.CLASSIC).incarnation()).isNotEqualTo(incarnation);
      assertThat(admin.delete(false).queues()).hasSize(17);
    }
  }
}
