package com.happypancake.seeder.broker;

import com.happypancake.seeder.broker.BrokerException.Kind;
import com.rabbitmq.client.Connection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Refuses a topology that lacks something. It does not refuse risks, as a proof lets one do. */
public final class TopologyCheck {

  private final BrokerAddress broker;
  private final TopologyProof proof;

  /**
   * Creates a check.
   *
   * @param managementUrl as in {@link TopologyProof}
   */
  public TopologyCheck(BrokerAddress broker, BrokerTopology topology, Optional<URI> managementUrl) {
    this.broker = broker;
    this.proof = new TopologyProof(broker, topology, managementUrl, 0);
  }

  /**
   * Checks the topology.
   *
   * @return what could not be checked and why, one sentence each
   * @throws BrokerException TOPOLOGY if anything is missing or different, which the message lists;
   *     LOST if the connection ends
   */
  public List<String> run(Connection connection) throws BrokerException, InterruptedException {
    List<String> missing = new ArrayList<>();
    List<String> unchecked = new ArrayList<>();
    for (TopologyFinding each : proof.check(connection)) {
      switch (each.kind()) {
        case MISSING, DIFFERENT -> missing.add(each.text());
        case UNCHECKED -> unchecked.add(each.text());
        case RISK, EXTRA -> {}
      }
    }
    if (!missing.isEmpty()) {
      throw new BrokerException(
          Kind.TOPOLOGY,
          broker,
          String.join("; ", missing)
              + "; run 'hpc topology declare' with the same broker and prefix");
    }
    return unchecked;
  }
}
