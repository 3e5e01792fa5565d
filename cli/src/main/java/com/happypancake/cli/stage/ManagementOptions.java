package com.happypancake.cli.stage;

import com.happypancake.cli.command.CommandException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for RabbitMQ's management API. */
public final class ManagementOptions {

  @Option(
      names = "--management-url",
      paramLabel = "URL",
      description =
          "RabbitMQ's management API, which shows bindings, policies and disk. Default: port 15672"
              + " of the broker's host.")
  private @Nullable String managementUrl;

  /**
   * Returns the address; empty for the default.
   *
   * @throws CommandException if it is not a web address without a login; the message does not
   *     repeat it, because it may hold a secret
   */
  public Optional<URI> url() throws CommandException {
    if (managementUrl == null) {
      return Optional.empty();
    }
    try {
      URI url = new URI(managementUrl);
      boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (isWeb
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null) {
        return Optional.of(url);
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw CommandException.usage(
        "--management-url: not a web address; expected http[s]://host[:port][/path], without a"
            + " login: the broker's is used");
  }
}
