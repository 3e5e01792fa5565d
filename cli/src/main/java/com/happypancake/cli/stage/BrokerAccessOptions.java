package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.CommandException;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.tls.TlsContexts;
import com.happypancake.seeder.tls.TlsFiles;
import com.happypancake.seeder.tls.TlsFiles.Identity;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for a broker but its URL: the login, certificates, virtual host and prefix. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public class BrokerAccessOptions {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.[0-9.]+|::1|0:0:0:0:0:0:0:1");

  @Mixin private TopologyOptions names;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "The certificates (PEM) of the authorities that sign the broker's. Default: those that"
              + " Java trusts.")
  private @Nullable Path ca;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "A certificate (PEM) for a broker that asks for the client's, with --key.")
  private @Nullable Path cert;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The private key of --cert: PEM, PKCS#8, without a password.")
  private @Nullable Path key;

  @Mixin private LoginOptions login;

  /** Returns the prefix of the names of the exchange and queues. */
  public final String prefix() {
    return names.prefix();
  }

  /**
   * Returns the topology.
   *
   * @throws CommandException if the prefix is invalid
   */
  public final BrokerTopology topology() throws CommandException {
    return names.topology();
  }

  /**
   * Returns the broker's address with the login, the virtual host and the certificates.
   *
   * @param url the value of --broker
   * @throws CommandException if the URL, the login or a certificate is invalid
   */
  public final BrokerAddress address(CommandContext context, String url) throws CommandException {
    BrokerAddress named = address(context, url, login).withTlsFiles(tlsFiles());
    BrokerAddress address = names.virtualHost().map(named::withVirtualHost).orElse(named);
    if (address.tlsFiles().equals(TlsFiles.none())) {
      return address;
    }
    if (!address.tls()) {
      throw CommandException.usage("--ca, --cert and --key are for a broker with TLS: amqps://");
    }
    try {
      TlsContexts.of(address.tlsFiles());
    } catch (SSLException e) {
      throw CommandException.usage("--ca, --cert, --key: %s", String.valueOf(e.getMessage()));
    }
    return address;
  }

  private TlsFiles tlsFiles() throws CommandException {
    if (cert == null && key == null) {
      return new TlsFiles(Optional.ofNullable(ca), Optional.empty());
    }
    if (cert == null || key == null) {
      throw CommandException.usage("--cert and --key go together: a certificate and its key");
    }
    return new TlsFiles(Optional.ofNullable(ca), Optional.of(new Identity(cert, key)));
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
