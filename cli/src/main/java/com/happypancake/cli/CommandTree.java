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
 * The root of all commands. A command that runs by itself and holds others too needs its own
 * options where it is run itself, and not where one of the others is.
 *
 * <p>picocli asks for the options of every command on the way, and there is no telling a command's
 * name from an option's value before the line is parsed. So where options are missing, the line is
 * parsed again without the demand, which then counts only if no other command was named.
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
      if (lacking.getSubcommands().isEmpty() || !demandNothing(lacking.getCommandSpec())) {
        throw e;
      }
      ParseResult result = parseArgs(arguments);
      if (!lacking.getParseResult().hasSubcommand()) {
        throw e;
      }
      return result;
    }
  }

  /** An option that the properties file fills is demanded too, and does not say so itself. */
  private boolean demandNothing(CommandSpec command) {
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
