package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandException;
import com.happypancake.seeder.broker.BrokerTopology;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for where on a broker a topology is: its prefix and its virtual host. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class TopologyOptions {

  @Option(
      names = "--prefix",
      paramLabel = "P",
      defaultValue = "",
      description = "Put P before the names of the exchange and the queues.")
  private String prefix;

  @Option(
      names = "--vhost",
      paramLabel = "NAME",
      description =
          "The virtual host, which must exist: rabbitmqctl add_vhost NAME makes one. Default: that"
              + " of the URL, else /.")
  private @Nullable String virtualHost;

  String prefix() {
    return prefix;
  }

  /** Returns the virtual host of the option; empty without the option. */
  public Optional<String> virtualHost() {
    return Optional.ofNullable(virtualHost);
  }

  /**
   * Returns the topology with all modules.
   *
   * @throws CommandException if the prefix is invalid
   */
  public BrokerTopology topology() throws CommandException {
    return Arguments.check(() -> BrokerTopology.hpc(prefix));
  }
}
