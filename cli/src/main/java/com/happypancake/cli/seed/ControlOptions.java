package com.happypancake.cli.seed;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.metrics.HostPort;
import com.happypancake.dumps.PrivateFiles;
import com.happypancake.seeder.SeedControl;
import com.happypancake.seeder.control.ControlServer;
import com.happypancake.seeder.control.ControlToken;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the HTTP API and the dashboard of a run. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class ControlOptions {

  private static final String CONTROL = "--control";
  private static final String TOKEN_FILE = "--control-token-file";
  private static final String ANYWHERE = "--control-from-anywhere";

  /** The file of a random token in the log's folder. */
  private static final String RANDOM_TOKEN = "control-token";

  @Option(
      names = CONTROL,
      order = 50,
      paramLabel = "[HOST:]PORT",
      description =
          "Serve a dashboard and an HTTP API while the command runs, without a HOST to this machine"
              + " alone. See docs/control.md.")
  private @Nullable String control;

  @Option(
      names = TOKEN_FILE,
      order = 51,
      paramLabel = "FILE",
      description =
          "A file whose first line is the token that requests need. Default: a random one, in the"
              + " log's file "
              + RANDOM_TOKEN
              + ".")
  private @Nullable Path tokenFile;

  @Option(
      names = ANYWHERE,
      order = 52,
      description = "Let --control listen on an address that other machines can reach.")
  private boolean anywhere;

  /**
   * Returns where to listen; empty if it is not asked for.
   *
   * @throws CommandException if the options are wrong
   */
  public Optional<HostPort> place() throws CommandException {
    String text = control;
    if (text == null) {
      if (tokenFile != null || anywhere) {
        throw CommandException.usage(
            "%s is for %s; give its address too",
            tokenFile == null ? ANYWHERE : TOKEN_FILE, CONTROL);
      }
      return Optional.empty();
    }
    HostPort place = Arguments.check(() -> HostPort.parse(CONTROL, text, Optional.of("127.0.0.1")));
    InetSocketAddress address = new InetSocketAddress(place.host(), place.port());
    if (address.isUnresolved()) {
      throw CommandException.usage(
          "%s: no address is known of the host '%s'", CONTROL, place.host());
    }
    if (!address.getAddress().isLoopbackAddress() && !anywhere) {
      throw CommandException.usage(
          "%s: other machines can reach %s, and whoever sees the traffic sees the token; listen on"
              + " 127.0.0.1 and use an SSH tunnel, or add %s",
          CONTROL, place, ANYWHERE);
    }
    return Optional.of(place);
  }

  /**
   * Starts the server; returns empty if it is not asked for.
   *
   * @param log the folder that receives a random token
   * @param said receives where the dashboard is. The sentence holds the token only for a terminal,
   *     because standard error may else be a log.
   * @throws CommandException if the options are wrong, or it cannot listen
   * @throws IOException if the token cannot be written
   */
  public Optional<ControlServer> open(
      CommandContext context, Path log, SeedControl run, Consumer<String> said)
      throws CommandException, IOException {
    Optional<HostPort> place = place();
    if (place.isEmpty()) {
      return Optional.empty();
    }
    ControlToken token = tokenFile == null ? ControlToken.random() : read(tokenFile);
    ControlServer server = start(place.get(), token, run);
    String url = "http://" + new HostPort(place.get().host(), server.port()) + "/";
    Path file = tokenFile;
    if (file == null) {
      file = log.resolve(RANDOM_TOKEN);
      try {
        PrivateFiles.write(file, (token.secret() + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        server.close();
        throw e;
      }
    }
    said.accept(
        context.console().terminal().showsErr() && tokenFile == null
            ? "dashboard: " + url + "#token=" + token.secret()
            : "dashboard: " + url + "#token=... with the token in " + file);
    return Optional.of(server);
  }

  private static ControlServer start(HostPort place, ControlToken token, SeedControl run)
      throws CommandException {
    try {
      return ControlServer.start(
          new InetSocketAddress(place.host(), place.port()), Optional.of(place.host()), token, run);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.LOCAL,
          CONTROL + ": can't listen on " + place + ": " + e.getMessage() + "; choose another port",
          e);
    }
  }

  private static ControlToken read(Path file) throws CommandException {
    String line;
    try {
      line = Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.LOCAL, TOKEN_FILE + ": " + file + ": cannot be read; check its mode", e);
    }
    return Arguments.check(TOKEN_FILE, () -> ControlToken.of(line));
  }
}
