package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerAddress.Login;
import com.happypancake.seeder.broker.BrokerTopology;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which broker to use, as whom, and by which names. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class BrokerOptions {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.[0-9.]+|::1|0:0:0:0:0:0:0:1");

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
   * @throws CommandException if a broker does not take the prefix
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
    return address(broker, user -> login.find(context, LoginOptions.BROKER, user, Login::new));
  }

  /** Finds a login, given the user that the URL names. */
  @FunctionalInterface
  interface Logins {
    Optional<Login> find(Optional<String> user) throws CommandException;
  }

  /**
   * Returns where a broker is, with the login.
   *
   * @param logins finds the login; without one it is guest's
   * @throws CommandException if the URL is none, or shows another password than guest's of this
   *     machine; the message holds no part of it
   */
  static BrokerAddress address(String url, Logins logins) throws CommandException {
    BrokerAddress address = Arguments.check("--broker", () -> BrokerAddress.parse(url));
    Optional<String> info = Optional.ofNullable(URI.create(url).getRawUserInfo());
    if (info.filter("guest:guest"::equals).isPresent()
        && LOOPBACK.matcher(address.host()).matches()) {
      return address;
    }
    if (info.filter(text -> text.contains(":")).isPresent()) {
      throw new CommandException(
          ExitCode.USAGE,
          "--broker: a password in the URL shows in the list of processes; leave it out and set"
              + " HPC_BROKER_PASSWORD or give --password-file");
    }
    return logins
        .find(info.map(text -> address.login().user()))
        .map(address::withLogin)
        .orElse(address);
  }
}
