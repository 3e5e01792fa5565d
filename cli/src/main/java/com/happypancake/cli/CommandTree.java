package com.happypancake.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The root of all commands. A command with required options may have subcommands, which do not need
 * these options.
 *
 * <p>picocli requires the options of every command on the way to a subcommand. If some are missing,
 * the line is parsed again without that requirement; the error counts if no subcommand was named.
 */
final class CommandTree extends CommandLine {

  private final Set<String> relaxed = new HashSet<>();

  CommandTree(Class<?> root, IFactory factory) {
    super(root, factory);
  }

  @Override
  public ParseResult parseArgs(String... arguments) {
    try {
      return super.parseArgs(arguments);
    } catch (MissingParameterException e) {
      CommandLine lacking = e.getCommandLine();
      if (lacking.getSubcommands().isEmpty() || !requireNothing(lacking.getCommandSpec())) {
        throw e;
      }
      ParseResult result = parseArgs(arguments);
      if (!lacking.getParseResult().hasSubcommand()) {
        throw e;
      }
      return result;
    }
  }

  /** Options that the properties file fills become required too, so all are replaced. */
  private boolean requireNothing(CommandSpec command) {
    if (!relaxed.add(command.qualifiedName())) {
      return false;
    }
    for (OptionSpec option : List.copyOf(command.options())) {
      if (!option.usageHelp()) {
        command.remove(option);
        command.addOption(option.toBuilder().required(false).build());
      }
    }
    return true;
  }
}
