package com.happypancake.cli;

import com.happypancake.cli.command.Candidates;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/** {@code hpc completion}: prints a shell completion script. */
@Command(
    name = "completion",
    header = "Print the completion script of a shell.",
    description =
        "Prints a script that makes the shell complete the commands, options and values of hpc."
            + " Tables are those of the folder in the command line, or else those that hpc knows."
            + " zsh reads the same script after: autoload -U +X bashcompinit && bashcompinit",
    footer = {
      "  source <(hpc completion)",
      "  hpc completion bash > ~/.local/share/bash-completion/completions/hpc"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class CompletionCommand extends Subcommand {

  private static final String SCRIPT = "completion.bash";

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      defaultValue = "bash",
      completionCandidates = Candidates.Shells.class,
      description = "bash or zsh. Default: ${DEFAULT-VALUE}.")
  private String shell;

  @Override
  protected void run() throws CommandException, IOException {
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw CommandException.usage("shell '%s' is not known; expected bash or zsh", shell);
    }
    Stream<String> tables = LegacyCatalogue.hpc().tables().stream().map(LegacyTable::name);
    Stream<String> types = EventCatalogue.hpc().fromRows().stream().map(EventDefinition::type);
    output()
        .line(
            template()
                .replace("{{COMMANDS}}", cases(spec().root().commandLine(), ""))
                .replace("{{TABLES}}", tables.collect(Collectors.joining(" ")))
                .replace("{{TYPES}}", types.collect(Collectors.joining(" ")))
                .stripTrailing());
  }

  private static String template() throws IOException {
    try (InputStream stream = CompletionCommand.class.getResourceAsStream(SCRIPT)) {
      return new String(
          Objects.requireNonNull(stream, SCRIPT).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Returns the cases of the script for a command and its subcommands. */
  private static String cases(CommandLine command, String name) {
    CommandSpec spec = command.getCommandSpec();
    List<OptionSpec> options = spec.options().stream().filter(each -> !each.hidden()).toList();
    String values =
        options.stream()
            .filter(each -> each.arity().max() > 0)
            .flatMap(each -> Stream.of(each.names()).map(word -> word + ":" + kind(each)))
            .collect(Collectors.joining("|"));
    String own =
        String.format(
            Locale.ROOT,
            "    '%s')\n      within='%s'\n      flags='%s'\n      kinds='|%s|'\n"
                + "      operands='%s'\n      ;;",
            name,
            String.join(" ", command.getSubcommands().keySet()),
            options.stream()
                .flatMap(each -> Stream.of(each.names()))
                .collect(Collectors.joining(" ")),
            values,
            spec.positionalParameters().stream()
                .map(
                    each -> kind(each).replace(' ', ',') + (each.arity().max() > 1 ? " @more" : ""))
                .collect(Collectors.joining(" ")));
    return Stream.concat(
            Stream.of(own),
            command.getSubcommands().entrySet().stream()
                .map(child -> cases(child.getValue(), name + " " + child.getKey())))
        .collect(Collectors.joining("\n"));
  }

  /** Returns the script's kind of an option's or an argument's values. */
  private static String kind(ArgSpec argument) {
    String label = argument.paramLabel();
    if (argument.completionCandidates() != null) {
      return StreamSupport.stream(argument.completionCandidates().spliterator(), false)
          .map(each -> label.equals("CODE") ? each : each.toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(" "));
    }
    if (argument.auxiliaryTypes()[0].equals(Path.class)) {
      return label.equals("FOLDER") ? "@folder" : "@path";
    }
    if (label.equals("TYPE")) {
      return "@type";
    }
    if (label.equals("TABLE") || label.equals("PART")) {
      boolean ofEvents = argument.command().qualifiedName().startsWith("hpc events ");
      return ofEvents ? "@part @type" : "@table";
    }
    return "@none";
  }
}
