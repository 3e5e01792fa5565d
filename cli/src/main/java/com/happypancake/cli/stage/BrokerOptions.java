package com.happypancake.cli.stage;

import com.happypancake.cli.Arguments;
import com.happypancake.cli.CommandContext;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerTopology;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which broker, as whom, and by which names on it. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class BrokerOptions {

  @Option(
      names = "--broker",
      required = true,
      order = 10,
      paramLabel = "URL",
      description =
          "amqp[s]://[user@]host[:port][/vhost]. Without a user: guest, whose password may stand"
              + " here for a broker on this machine; no other password may.")
  private String broker;

  @Option(
      names = "--prefix",
      order = 11,
      paramLabel = "P",
      defaultValue = "",
      description = "Put P before the names of the exchange and the queues.")
  private String prefix;

  @Mixin private LoginOptions login;

  String prefix() {
    return prefix;
  }

  /**
   * Returns the topology.
   *
   * @throws CommandException if the prefix is none that a broker takes
   */
  BrokerTopology topology() throws CommandException {
    return Arguments.check(() -> BrokerTopology.hpc(prefix));
  }

  /**
   * Returns where the broker is, with the login.
   *
   * @throws CommandException if the URL is none, or shows a password
   */
  BrokerAddress address(CommandContext context) throws CommandException {
    return BrokerUrls.address(broker, user -> login.find(context, LoginOptions.BROKER, user));
  }
}
