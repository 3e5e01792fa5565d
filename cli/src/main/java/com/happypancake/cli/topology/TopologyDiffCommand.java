package com.happypancake.cli.topology;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.ConstantNames;
import com.happypancake.cli.stage.BrokerOptions;
import com.happypancake.cli.stage.ManagementOptions;
import com.happypancake.cli.stage.ModuleOptions;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.TopologyFinding;
import com.happypancake.seeder.broker.TopologyFinding.Kind;
import com.happypancake.seeder.broker.TopologyProof;
import com.happypancake.seeder.stream.StreamAdmin;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hpc topology diff}: compares the broker with the topology. */
@Command(
    name = "diff",
    header = "Show how the broker differs from the topology.",
    description =
        "Lists what is missing, different or extra, and what can lose or hide events: lengths,"
            + " times to live, policies, foreign consumers, little disk. A risk is shown with the"
            + " name that allows it. Exits with 5 if there is anything, and with 4 if something"
            + " could not be looked up.",
    footer = {
      "  hpc topology diff --broker amqp://localhost",
      "  hpc topology diff --broker amqps://admin@rabbit1/hpc \\",
      "      --management-url https://rabbit1:15671"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class TopologyDiffCommand extends Subcommand {

  @Mixin private BrokerOptions broker;

  @Mixin private ModuleOptions modules;

  @Mixin private ManagementOptions management;

  @Override
  protected void run() throws CommandException, BrokerException, IOException, InterruptedException {
    BrokerTopology chosen = modules.choose(broker.topology());
    Optional<URI> managementUrl = management.url();
    BrokerAddress address = broker.address(context());
    BrokerTopology topology = StreamAdmin.addTo(chosen, address);
    List<TopologyFinding> findings = TopologyProof.once(address, topology, managementUrl);
    for (TopologyFinding each : findings) {
      print(
          "%-10s %s%s",
          ConstantNames.words(each.kind()),
          each.text(),
          each.allowName().map(name -> " (" + name + ")").orElse(""));
    }
    boolean isUnchecked = findings.stream().anyMatch(each -> each.kind() == Kind.UNCHECKED);
    if (isUnchecked) {
      throw CommandException.format(
          ExitCode.CONNECTION, "%s: not all could be looked up: see the list", address);
    }
    if (!findings.isEmpty()) {
      throw CommandException.format(
          ExitCode.REFUSED,
          "%s: %d differences from the topology of exchange '%s'; 'hpc topology declare' makes what"
              + " is missing",
          address,
          findings.size(),
          topology.exchange());
    }
    print("%s: as the topology of exchange '%s' wants it", address, topology.exchange());
  }
}
