package com.happypancake.cli;

import com.happypancake.cli.audit.AuditCommand;
import com.happypancake.cli.folder.DumpsCommand;
import com.happypancake.cli.folder.EventsCommand;
import com.happypancake.cli.seed.SeedCommand;
import com.happypancake.cli.stage.DemoCommand;
import com.happypancake.cli.stage.ExtractCommand;
import com.happypancake.cli.stage.SampleCommand;
import com.happypancake.cli.stage.TransformCommand;
import com.happypancake.cli.topology.TopologyCommand;
import com.happypancake.dumps.block.Codec;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code hpc} command. Lists its subcommands in the order of use. */
@Command(
    name = "hpc",
    versionProvider = RootCommand.VersionProvider.class,
    synopsisHeading = "Usage: ",
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Carries a HappyPancake country from its SQL Server database to RabbitMQ: extracts tables"
            + " to dump files, transforms dumps to events, seeds events to the broker.",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      SampleCommand.class,
      ExtractCommand.class,
      TransformCommand.class,
      TopologyCommand.class,
      SeedCommand.class,
      AuditCommand.class,
      DemoCommand.class,
      DumpsCommand.class,
      EventsCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hpc demo",
      "  hpc sample create --country FI --scale 0.01 --to dumps/fi",
      "  hpc transform --in dumps/fi --out events/fi --max-rejects 10000",
      "  hpc topology declare --broker amqp://localhost",
      "  hpc seed --in events/fi --broker amqp://localhost --rate 2000",
      "",
      "  hpc help seed           how to use one command",
      "  source <(hpc completion)",
      "",
      "Defaults stand in ~/.config/hpc/hpc.properties, or the file HPC_CONFIG names;",
      "JVM options in HPC_OPTS. See docs/configuration.md and docs/exit-codes.md."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class RootCommand implements Callable<Integer> {

  private static final String VERBOSE = "--verbose";

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli handles it.
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the versions of hpc, Java and the system; with --verbose, the codec too.")
  @SuppressWarnings("UnusedVariable") // picocli handles it.
  private boolean version;

  // Each command has these two options. The root accepts them before the command's name.
  @Option(
      names = {"-q", "--quiet"},
      hidden = true)
  @SuppressWarnings("UnusedVariable") // Commands read it through picocli.
  private boolean quiet;

  @Option(names = VERBOSE, hidden = true)
  @SuppressWarnings("UnusedVariable") // Commands and VersionProvider read it through picocli.
  private boolean verbose;

  @Option(
      names = "--warm-up",
      hidden = true,
      description = "Try much of it: the launcher's training run for class-data sharing.")
  private boolean warmUp;

  @Override
  public Integer call() throws IOException {
    CommandLine tree = spec.commandLine();
    if (warmUp) {
      usages(tree);
      return warmUp(tree);
    }
    throw new CommandLine.ParameterException(
        tree, "which command? Among " + String.join(", ", spec.subcommands().keySet()));
  }

  /** Runs the most common commands on a small dump, so that the archive includes their classes. */
  private static int warmUp(CommandLine tree) throws IOException {
    Path folder = Files.createTempDirectory("hpc-warm-up");
    try {
      String dump = folder.resolve("fi").toString();
      List<String[]> lines =
          List.of(
              new String[] {"sample", "create", "--country=FI", "--scale=0.0001", "--to", dump},
              new String[] {"dumps", "ls", dump},
              new String[] {"dumps", "head", dump},
              new String[] {"dumps", "count", dump},
              new String[] {"dumps", "count", "--read", dump},
              new String[] {"dumps", "verify", dump});
      int worst = 0;
      for (String[] line : lines) {
        worst = Math.max(worst, tree.execute(line));
      }
      return worst;
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void usages(CommandLine command) {
    command.usage(command.getOut());
    for (CommandLine each : command.getSubcommands().values()) {
      usages(each);
    }
  }

  /** Returns the versions of hpc, Java and the system for {@code hpc --version}. */
  static final class VersionProvider implements IVersionProvider {

    @Spec private CommandSpec spec;

    @Override
    public String[] getVersion() {
      List<String> lines = new ArrayList<>(versions());
      ParseResult parsed = spec.root().commandLine().getParseResult();
      if (parsed != null && parsed.hasMatchedOption(VERBOSE)) {
        lines.addAll(codec());
      }
      return lines.toArray(String[]::new);
    }

    private static List<String> codec() {
      String chosen = System.getProperty(Codec.PROPERTY, "");
      String inUse;
      try {
        inUse = Codec.preferred().description();
      } catch (IllegalArgumentException e) {
        inUse = String.valueOf(e.getMessage());
      }
      return List.of(
          "codec: " + inUse + (chosen.isEmpty() ? "" : ", as " + Codec.PROPERTY + " says"),
          "native codec: " + Codec.nativeCodec());
    }

    private static List<String> versions() {
      String version = VersionProvider.class.getPackage().getImplementationVersion();
      String commit = commit(System.getProperty("hpc.build", ""));
      return List.of(
          "hpc "
              + (version == null ? "development" : version)
              + (commit.isEmpty() ? "" : " (" + commit + ")"),
          String.format(
              Locale.ROOT,
              "Java %s (%s), %s",
              System.getProperty("java.runtime.version"),
              System.getProperty("java.vendor"),
              System.getProperty("java.home")),
          String.format(
              Locale.ROOT,
              "%s %s %s",
              System.getProperty("os.name"),
              System.getProperty("os.version"),
              System.getProperty("os.arch")));
    }

    /** Returns the commit that the launcher recorded at build time; an empty text if unknown. */
    private static String commit(String buildProperties) {
      if (buildProperties.isEmpty()) {
        return "";
      }
      Properties properties = new Properties();
      try (Reader reader =
          Files.newBufferedReader(Path.of(buildProperties), StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException e) {
        return "";
      }
      return properties.getProperty("commit", "");
    }
  }
}
