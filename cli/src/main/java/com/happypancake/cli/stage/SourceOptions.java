package com.happypancake.cli.stage;

import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.CommandException;
import com.happypancake.database.Credentials;
import java.util.Optional;
import java.util.logging.LogManager;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which legacy database to read, and as whom. */
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
   * Returns the database's URL.
   *
   * @throws CommandException as {@link #checkUrl}
   */
  String url() throws CommandException {
    return checkUrl("--source", source);
  }

  /**
   * Returns the login.
   *
   * @throws CommandException as {@link LoginOptions#findSource}
   */
  Optional<Credentials> credentials(CommandContext context) throws CommandException {
    return login.findSource(context);
  }

  static boolean isUrl(String text) {
    return text.startsWith("jdbc:");
  }

  /**
   * Refuses a text that is no JDBC URL, and a URL that shows a secret.
   *
   * @param option that the URL was given by
   * @throws CommandException if so; the message holds no part of the URL
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

  /** Stops drivers from printing by java.util.logging; their errors are exceptions too. */
  static void silenceDrivers() {
    LogManager.getLogManager().reset();
  }
}
