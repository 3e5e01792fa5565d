package com.happypancake.cli.topology;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.stage.BrokerOptions;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.TopologyAdmin;
import com.happypancake.seeder.broker.TopologyAdmin.Deletion;
import com.happypancake.seeder.stream.StreamAdmin;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that loses what queues hold. It asks before it touches HPC2's own queues. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
abstract class TopologyRemovalCommand extends Subcommand {

  @Mixin private BrokerOptions broker;

  @Option(
      names = "--force",
      order = 30,
      description = "Also where queues hold messages or have consumers.")
  private boolean force;

  @Option(
      names = "--exchange",
      order = 31,
      paramLabel = "NAME",
      description = "The exchange's name, to show that the real one is meant where no prefix is.")
  private @Nullable String exchange;

  /** Does the work. */
  abstract Deletion remove(TopologyAdmin admin, boolean forced)
      throws BrokerException, InterruptedException;

  /** Returns what was done with the exchange's queues, as a clause. */
  abstract String result();

  @Override
  protected void run() throws CommandException, BrokerException, IOException, InterruptedException {
    BrokerTopology topology = broker.topology();
    if (broker.prefix().isEmpty() || exchange != null) {
      confirm(topology.exchange());
    }
    BrokerAddress address = broker.address(context());
    Deletion deletion =
        remove(
            new TopologyAdmin(
                address, topology, StreamAdmin.find(address, broker.prefix()).map(found -> found)),
            force);
    print(
        "%s: exchange '%s' and its queues %s; %d queues were there, with %d messages",
        address, topology.exchange(), result(), deletion.queues().size(), deletion.messages());
  }

  private void confirm(String expected) throws CommandException {
    String named =
        exchange == null
            ? context()
                .ask("These are HPC2's own queues. Name of the exchange to " + spec().name())
                .orElse("")
            : exchange;
    if (!named.equals(expected)) {
      throw CommandException.format(
          ExitCode.REFUSED,
          "the exchange to %s is '%s', not '%s'; nothing was removed; repeat its name by"
              + " --exchange, or give the --prefix of a topology of your own",
          spec().name(),
          expected,
          named);
    }
  }
}
