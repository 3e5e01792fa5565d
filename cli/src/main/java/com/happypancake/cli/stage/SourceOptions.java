package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.Credentials;
import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.SourceException;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.LogManager;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for the legacy database: its URL and the login. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class SourceOptions {

  private static final Pattern SECRET =
      Pattern.compile(
          "[;?&{]\\s*(password|pwd|accessToken|\\w*(password|secret))\\s*=|//[^/;?]*:[^/;?]*@",
          Pattern.CASE_INSENSITIVE);

  /** How much longer a connection may be silent than a query may take. */
  private static final long MORE_SECONDS = 60;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "URL",
      description = "jdbc:sqlserver://… or jdbc:h2:…;MODE=MSSQLServer, without a password.")
  private String source;

  @Mixin private LoginOptions login;

  @Option(
      names = "--login-timeout",
      order = 22,
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "SQL Server: give up connecting and logging in after so long. Default: ${DEFAULT-VALUE}.")
  private long loginSeconds;

  @Option(
      names = "--query-timeout",
      order = 23,
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "SQL Server: give up a query that has no row after so long. Default: ${DEFAULT-VALUE}.")
  private long querySeconds;

  @Option(
      names = "--socket-timeout",
      order = 24,
      paramLabel = "SECONDS",
      description =
          "SQL Server: take a connection for lost after so long a silence. Default: a minute more"
              + " than --query-timeout.")
  private @Nullable Long socketSeconds;

  @Option(
      names = "--lock-timeout",
      order = 25,
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "SQL Server: wait so long for a lock of another session. Default: ${DEFAULT-VALUE}.")
  private long lockSeconds;

  @Option(
      names = "--packet-bytes",
      order = 26,
      paramLabel = "N",
      defaultValue = "16000",
      description =
          "SQL Server: ask for packets of this size, 512 to 32767. Default: ${DEFAULT-VALUE}.")
  private int packetBytes;

  /**
   * Returns the checked URL of the database.
   *
   * @throws CommandException if {@link #checkUrl} throws it
   */
  String url() throws CommandException {
    return checkUrl("--source", source);
  }

  /**
   * Returns the login.
   *
   * @throws CommandException if {@link LoginOptions#findSource} throws it
   */
  Optional<Credentials> credentials(CommandContext context) throws CommandException {
    return login.findSource(context, url());
  }

  /**
   * Returns the settings of connections.
   *
   * @throws CommandException if a number is out of its range
   */
  ConnectionSettings connection() throws CommandException {
    return Arguments.check(
        () ->
            new ConnectionSettings(
                Duration.ofSeconds(loginSeconds),
                Duration.ofSeconds(querySeconds),
                Duration.ofSeconds(
                    socketSeconds == null ? querySeconds + MORE_SECONDS : socketSeconds),
                Duration.ofSeconds(lockSeconds),
                packetBytes));
  }

  static boolean isUrl(String text) {
    return text.startsWith("jdbc:");
  }

  /**
   * Checks that a text is a JDBC URL of SQL Server or H2 without a secret.
   *
   * @param option the option that gave the URL
   * @throws CommandException if it is not; the message holds no part of the URL
   */
  static String checkUrl(String option, String url) throws CommandException {
    if (SECRET.matcher(url).find()) {
      throw CommandException.usage(
          "%s: a password in the URL shows in the list of processes; leave it out, name the user by"
              + " --user, and set HPC_SOURCE_PASSWORD or give --password-file",
          option);
    }
    if (!url.startsWith("jdbc:sqlserver://") && !url.matches("jdbc:h2:.+")) {
      throw CommandException.usage(
          "%s: not the JDBC URL of SQL Server or H2; expected jdbc:sqlserver://… or jdbc:h2:…",
          option);
    }
    return url;
  }

  /** Returns whether a checked URL leads to a server that asks for a user and a password. */
  static boolean asksForLogin(String url) throws CommandException {
    try {
      return DatabaseProduct.of(url).asksForLogin(url);
    } catch (SourceException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  /** Stops drivers from printing by java.util.logging. Their errors also arrive as exceptions. */
  static void silenceDrivers() {
    LogManager.getLogManager().reset();
  }
}
