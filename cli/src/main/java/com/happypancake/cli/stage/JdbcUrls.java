package com.happypancake.cli.stage;

import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import java.util.Locale;
import java.util.regex.Pattern;

/** JDBC URLs as arguments. */
final class JdbcUrls {

  private static final Pattern SECRET =
      Pattern.compile(
          "[;?&{]\\s*(password|pwd|accessToken|\\w*(password|secret))\\s*=|//[^/;?]*:[^/;?]*@",
          Pattern.CASE_INSENSITIVE);

  private JdbcUrls() {}

  static boolean isUrl(String text) {
    return text.startsWith("jdbc:");
  }

  /** Returns a URL by which an H2 database stays open when the JVM is about to end. */
  static String openUntilClosed(String url) {
    boolean says = url.toUpperCase(Locale.ROOT).contains("DB_CLOSE_ON_EXIT");
    return url.startsWith("jdbc:h2:") && !says ? url + ";DB_CLOSE_ON_EXIT=FALSE" : url;
  }

  /**
   * Refuses what is no JDBC URL, and one that shows a secret.
   *
   * @param option the option's name
   * @throws CommandException if so; the message holds no part of the URL
   */
  static String check(String option, String url) throws CommandException {
    if (SECRET.matcher(url).find()) {
      throw new CommandException(
          ExitCode.USAGE,
          option
              + ": a password in the URL shows in the list of processes; leave it out, name the"
              + " user by --user, and set HPC_SOURCE_PASSWORD or give --password-file");
    }
    if (!url.startsWith("jdbc:sqlserver:") && !url.startsWith("jdbc:h2:")) {
      throw new CommandException(
          ExitCode.USAGE,
          option
              + ": not the JDBC URL of SQL Server or H2; expected jdbc:sqlserver://… or jdbc:h2:…");
    }
    return url;
  }
}
