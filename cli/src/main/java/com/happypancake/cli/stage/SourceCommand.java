package com.happypancake.cli.stage;

import com.happypancake.cli.CommandContext;
import com.happypancake.cli.Subcommand;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.database.Credentials;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that looks into a legacy database. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
abstract class SourceCommand extends Subcommand {

  @Option(
      names = "--source",
      required = true,
      order = 1,
      paramLabel = "URL",
      description = "jdbc:sqlserver://… or jdbc:h2:…;MODE=MSSQLServer, without a password.")
  private String source;

  @Mixin private LoginOptions login;

  SourceCommand(CommandContext context) {
    super(context);
  }

  /**
   * Returns the database's URL.
   *
   * @throws CommandException as {@link JdbcUrls#check}
   */
  final String source() throws CommandException {
    return JdbcUrls.check("--source", source);
  }

  /**
   * Returns the login.
   *
   * @throws CommandException as {@link LoginOptions#findSource}
   */
  final Optional<Credentials> credentials() throws CommandException {
    return login.findSource(context());
  }
}
