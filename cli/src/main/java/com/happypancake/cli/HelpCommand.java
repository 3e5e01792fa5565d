package com.happypancake.cli;

import com.happypancake.cli.command.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hpc help}: shows the help of a command or subcommand. */
@Command(
    name = "help",
    helpCommand = true,
    synopsisHeading = "%nUsage: ",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    header = "Show how to use a command.",
    description = "Shows the same as --help with that command. Works whatever the defaults say.",
    footer = {"  hpc help extract", "  hpc help topology declare"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class HelpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The command's words, for example: topology delete.")
  private List<String> words = List.of();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli handles it.
  private boolean help;

  @Override
  public Integer call() {
    CommandLine found = spec.root().commandLine();
    for (String word : words) {
      CommandLine child = found.getSubcommands().get(word);
      if (child == null) {
        throw new ParameterException(spec.commandLine(), unknown(found, word));
      }
      found = child;
    }
    found.usage(spec.commandLine().getOut(), found.getColorScheme());
    return ExitCode.OK.number();
  }

  private static String unknown(CommandLine parent, String word) {
    String name = parent.getCommandSpec().qualifiedName();
    return parent.getSubcommands().isEmpty()
        ? name + " has no commands within it, such as '" + word + "'"
        : name
            + " has no command '"
            + word
            + "', only "
            + String.join(", ", parent.getSubcommands().keySet());
  }
}
