package com.happypancake.cli.stage;

import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.CommandException;
import com.happypancake.seeder.broker.BrokerAddress;
import picocli.CommandLine.Option;

/** The options for the broker: its URL, the login, the virtual host and the prefix of names. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class BrokerOptions extends BrokerAccessOptions {

  @Option(
      names = "--broker",
      required = true,
      paramLabel = "URL",
      description =
          "amqp[s]://[user@]host[:port][,host[:port]...][/vhost]. Several hosts are tried in turn."
              + " Without a user: guest, whose password may stand here for a broker on this machine;"
              + " no other password may.")
  private String broker;

  /**
   * Returns the broker's address with the login, the virtual host and the certificates.
   *
   * @throws CommandException if the URL, the login or a certificate is invalid
   */
  public BrokerAddress address(CommandContext context) throws CommandException {
    return address(context, broker);
  }
}
