package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.CommandException;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerTopology;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for the broker: its URL, the login, the virtual host and the prefix of names. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class BrokerOptions {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.[0-9.]+|::1|0:0:0:0:0:0:0:1");

  @Option(
      names = "--broker",
      required = true,
      paramLabel = "URL",
      description =
          "amqp[s]://[user@]host[:port][,host[:port]...][/vhost]. Several hosts are tried in turn."
              + " Without a user: guest, whose password may stand here for a broker on this machine;"
              + " no other password may.")
  private String broker;

  @Mixin private TopologyOptions names;

  @Mixin private LoginOptions login;

  /** Returns the prefix of the names of the exchange and queues. */
  public String prefix() {
    return names.prefix();
  }

  /**
   * Returns the topology.
   *
   * @throws CommandException if the prefix is invalid
   */
  public BrokerTopology topology() throws CommandException {
    return names.topology();
  }

  /**
   * Returns the broker's address with the login and the virtual host.
   *
   * @throws CommandException if the URL or the login is invalid
   */
  public BrokerAddress address(CommandContext context) throws CommandException {
    BrokerAddress address = address(context, broker, login);
    return names
        .virtualHost()
        .map(
            host ->
                new BrokerAddress(
                    address.tls(), address.host(), address.port(), host, address.login()))
        .orElse(address);
  }

  /**
   * Returns a broker's address with the login.
   *
   * @param login the login options; the login is guest's if no user is named
   * @throws CommandException if the URL is invalid or has a password other than guest's on this
   *     machine, or the password is missing; the message holds no part of the URL
   */
  static BrokerAddress address(CommandContext context, String url, LoginOptions login)
      throws CommandException {
    BrokerAddress address = Arguments.check("--broker", () -> BrokerAddress.parse(url));
    Optional<String> info = BrokerAddress.userInfo(url);
    if (info.filter("guest:guest"::equals).isPresent()
        && address.endpoints().stream().allMatch(each -> LOOPBACK.matcher(each.host()).matches())) {
      return address;
    }
    if (info.filter(text -> text.contains(":")).isPresent()) {
      throw CommandException.usage(
          "--broker: a password in the URL shows in the list of processes; leave it out and set"
              + " HPC_BROKER_PASSWORD or give --password-file");
    }
    return login
        .findBroker(context, info.map(text -> address.login().user()))
        .map(address::withLogin)
        .orElse(address);
  }
}
