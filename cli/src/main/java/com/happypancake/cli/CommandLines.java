package com.happypancake.cli;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.Configuration;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.FailureMapper;
import com.happypancake.cli.command.FailureMapper.RunFailure;
import com.happypancake.cli.command.OutcomeReporter;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.Console;
import com.happypancake.cli.console.Output;
import com.happypancake.cli.console.Output.OutputFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Builds the command tree and runs command lines. */
final class CommandLines {

  private static final int MAX_HELP_COLUMNS = 100;
  private static final int MIN_HELP_COLUMNS = 80;

  private static final String LOG_FORMAT = "--log-format";

  // These are classes rather than lambdas because picocli's interfaces are compiled for Java 5, and
  // the launcher's class-data archive leaves out lambdas of such interfaces.

  private static final class PathConverter implements ITypeConverter<Path> {

    @Override
    public Path convert(String text) {
      if (text.isEmpty()) {
        throw new TypeConversionException("is empty; expected a path");
      }
      try {
        return Path.of(text);
      } catch (InvalidPathException e) {
        throw new TypeConversionException(Arguments.noPath(e));
      }
    }
  }

  /** Reports a command line that cannot be parsed. */
  private record UsageErrors(CommandContext context) implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
      return refuse(context, exception, arguments);
    }
  }

  /**
   * The root of the command tree. A command with required options may have subcommands that do not
   * need them.
   *
   * <p>picocli requires the options of every parent of a subcommand. If some are missing, the line
   * is parsed again with all options optional. The error remains if no subcommand is named.
   */
  static final class CommandTree extends CommandLine {

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

    /** Replaces all options, because those set in the properties file become required too. */
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

  /** Creates commands and gives them their context. */
  private record CommandFactory(CommandContext context) implements IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
      K made = CommandLine.defaultFactory().create(type);
      if (made instanceof Subcommand command) {
        command.setContext(context);
      }
      return made;
    }
  }

  private CommandLines() {}

  static CommandLine tree(CommandContext context) {
    CommandLine tree = new CommandTree(RootCommand.class, new CommandFactory(context));
    boolean colours =
        context.console().outIsTerminal()
            && context.variable("NO_COLOR").isEmpty()
            && !Console.isDumb(context.variable("TERM").orElse(""));
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(Integer.toString(code.number()), code.meaning());
    }
    tree.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
    return NumberConverters.register(tree)
        .setColorScheme(Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(
            Math.max(MIN_HELP_COLUMNS, Math.min(MAX_HELP_COLUMNS, context.console().columns())))
        .setDefaultValueProvider(context.configuration())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .registerConverter(Path.class, new PathConverter())
        .setParameterExceptionHandler(new UsageErrors(context));
  }

  /** Runs a command line and returns the exit code. */
  static int run(CommandContext context, String... arguments) {
    StringWriter printed = new StringWriter();
    CommandLine tree = tree(context).setOut(new PrintWriter(printed));
    int code = tree.execute(arguments);
    try {
      String text = printed.toString().stripTrailing();
      if (!text.isEmpty()) {
        context.console().out().line(text);
        context.console().out().flush();
      }
      return code;
    } catch (Output.ClosedException e) {
      return code;
    } catch (IOException e) {
      RunFailure failure = FailureMapper.of(e);
      context.console().err().println("hpc: " + failure.message());
      return failure.code().number();
    }
  }

  private static int refuse(
      CommandContext context, ParameterException exception, String[] arguments) {
    CommandSpec command = exception.getCommandLine().getCommandSpec();
    OutputFormat format = logFormat(command, List.of(arguments), context.configuration());
    boolean verbose = Arrays.asList(arguments).contains("--verbose");
    String name = command.qualifiedName();
    try {
      // The missing option may be in a properties file that could not be read.
      context.configuration().check(command.root());
    } catch (CommandException e) {
      return new OutcomeReporter(format, name, context, false)
          .failed(new RunFailure(e.code(), String.valueOf(e.getMessage())), e)
          .number();
    }
    Optional<UnmatchedArgumentException> noCommand =
        noCommand(command.root().commandLine(), arguments);
    if (noCommand.isPresent()) {
      String parent = noCommand.get().getCommandLine().getCommandSpec().qualifiedName();
      return new OutcomeReporter(format, parent, context, false)
          .failed(usage(unmatched(noCommand.get()), parent), exception)
          .number();
    }
    // picocli reports a missing option rather than the misspelt one.
    List<String> unmatched = exception.getCommandLine().getUnmatchedArguments();
    String message =
        unmatched.isEmpty()
            ? String.valueOf(exception.getMessage())
            : unmatched(new UnmatchedArgumentException(exception.getCommandLine(), unmatched));
    String origin =
        exception.getArgSpec() instanceof OptionSpec option
            ? context.configuration().origin(option, exception.getValue()).orElse("")
            : "";
    return new OutcomeReporter(format, name, context, verbose)
        .failed(usage(origin.isEmpty() ? message : origin + ": " + message, name), exception)
        .number();
  }

  private static RunFailure usage(String message, String command) {
    return new RunFailure(ExitCode.USAGE, message + "; see " + command + " --help");
  }

  /** Returns the log format of a command line that cannot be parsed as a whole. */
  private static OutputFormat logFormat(
      CommandSpec command, List<String> arguments, Configuration defaults) {
    OptionSpec option = command.findOption(LOG_FORMAT);
    if (option == null) {
      return OutputFormat.TEXT;
    }
    String value = defaults.defaultValue(option);
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).startsWith(LOG_FORMAT + "=")) {
        value = arguments.get(i).substring(LOG_FORMAT.length() + 1);
      } else if (arguments.get(i).equals(LOG_FORMAT) && i + 1 < arguments.size()) {
        value = arguments.get(i + 1);
      }
    }
    return OutputFormat.JSON.name().equalsIgnoreCase(value) ? OutputFormat.JSON : OutputFormat.TEXT;
  }

  /** Finds a word that should be a command but is not. picocli would report later words too. */
  private static Optional<UnmatchedArgumentException> noCommand(
      CommandLine root, String[] arguments) {
    CommandLine command = root;
    for (String word : arguments) {
      if (word.startsWith("-") || command.getSubcommands().isEmpty()) {
        return Optional.empty();
      }
      CommandLine child = command.getSubcommands().get(word);
      if (child == null) {
        return Optional.of(new UnmatchedArgumentException(command, List.of(word)));
      }
      command = child;
    }
    return Optional.empty();
  }

  /** Names an argument without its value, because a misspelt option may have a secret value. */
  private static String unmatched(UnmatchedArgumentException exception) {
    String argument = exception.getUnmatched().get(0);
    String name = argument.replaceFirst("=.*", "");
    String what = argument.startsWith("-") ? "unknown option " : "unexpected argument ";
    return exception.getSuggestions().isEmpty()
        ? what + name
        : what + name + " (did you mean " + String.join(" or ", exception.getSuggestions()) + "?)";
  }
}
