package com.happypancake.cli.stage;

import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.CommandException;
import com.happypancake.database.Credentials;
import java.util.Optional;
import java.util.logging.LogManager;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for the legacy database: its URL and the login. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class SourceOptions {

  private static final Pattern SECRET =
      Pattern.compile(
          "[;?&{]\\s*(password|pwd|accessToken|\\w*(password|secret))\\s*=|//[^/;?]*:[^/;?]*@",
          Pattern.CASE_INSENSITIVE);

  @Option(
      names = "--source",
      required = true,
      paramLabel = "URL",
      description = "jdbc:sqlserver://… or jdbc:h2:…;MODE=MSSQLServer, without a password.")
  private String source;

  @Mixin private LoginOptions login;

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
    return login.findSource(context);
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
    if (!url.startsWith("jdbc:sqlserver:") && !url.startsWith("jdbc:h2:")) {
      throw CommandException.usage(
          "%s: not the JDBC URL of SQL Server or H2; expected jdbc:sqlserver://… or jdbc:h2:…",
          option);
    }
    return url;
  }

  /** Stops drivers from printing by java.util.logging. Their errors also arrive as exceptions. */
  static void silenceDrivers() {
    LogManager.getLogManager().reset();
  }
}
