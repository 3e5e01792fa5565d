package com.happypancake.cli.command;

import com.happypancake.cli.command.FailureMapper.RunFailure;
import com.happypancake.cli.console.Output;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.block.Codec;
import com.happypancake.schemas.manifest.ImportedFile;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.transformer.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The base class of commands, with the common options and the handling of exceptions. */
@Command(
    sortOptions = false,
    sortSynopsis = false,
    synopsisHeading = "%nUsage: ",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n")
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public abstract class Subcommand implements Callable<Integer> {

  private static final Set<Class<?>> INTERRUPTIONS =
      Set.of(InterruptedException.class, CancellationException.class);

  private CommandContext context;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-q", "--quiet"},
      order = 90,
      description = "Show no progress; results, warnings and errors only.")
  @SuppressWarnings("UnusedVariable") // isSet reads it through picocli.
  private boolean quiet;

  @Option(
      names = "--verbose",
      order = 91,
      description = "With an error, show where in the program it arose.")
  @SuppressWarnings("UnusedVariable") // isSet reads it through picocli.
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      order = 92,
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli handles it.
  private boolean help;

  /** Sets the context. Must be called before the command runs. */
  public final void setContext(CommandContext given) {
    context = given;
  }

  /**
   * Does the command's work. A command that only groups subcommands fails here and asks for one.
   *
   * @throws Exception if the command fails; {@link FailureMapper} maps it
   */
  protected void run() throws Exception {
    throw CommandException.usage(
        "which of %s? See %s --help",
        String.join(", ", spec.subcommands().keySet()), spec.qualifiedName());
  }

  /** Returns the folder that the command writes, for messages; empty if it writes none. */
  protected Optional<Path> target() {
    return Optional.empty();
  }

  /**
   * Returns what an interrupted run leaves and what to do about it, as a clause without a period.
   *
   * @param thrown the exception that ended the run
   */
  protected String remains(Throwable thrown) {
    return target()
        .filter(folder -> Files.exists(folder.resolve(DumpLayout.UNFINISHED)))
        .map(folder -> folder + " is unfinished: the same command begins it anew")
        .orElse("nothing was changed");
  }

  /**
   * Returns what a successful run has done, as a clause; empty if it only prints. An error about
   * results that can't be printed begins with it.
   */
  protected Optional<String> done() {
    return target().map(folder -> folder + " is finished");
  }

  /** Returns the log format. Commands with {@code --log-format} override this method. */
  protected OutputFormat logFormat() {
    return OutputFormat.TEXT;
  }

  protected final CommandContext context() {
    return context;
  }

  /** Returns standard output, which is for results. */
  protected final Output output() {
    return context.console().out();
  }

  /** Prints a line of results, formatted as by {@link String#format}. */
  protected final void print(String format, Object... values) throws IOException {
    output().line(String.format(Locale.ROOT, format, values));
  }

  /** Returns picocli's specification of the command. */
  protected final CommandSpec spec() {
    return spec;
  }

  /** Returns a new progress line that respects {@code --quiet}. */
  protected final ProgressLine progress() {
    return context.progress(isQuiet());
  }

  /** Prints a line on standard error, even with {@code --quiet}; as JSON, it is a note. */
  protected final void say(String text) {
    if (logFormat() == OutputFormat.JSON) {
      context.log().event("note", text);
    } else {
      context.console().err().println(text);
    }
  }

  /**
   * Warns if a folder that the command reads lacks records, because it was repaired or imported
   * from damaged files, or holds a choice of the events.
   *
   * @throws IOException if {@link Dump#open} throws it
   */
  protected final void warnIfPartial(Path folder) throws IOException {
    Manifest manifest = Dump.open(folder).manifest();
    for (ImportedFile file : manifest.getImportedFilesList()) {
      if (!file.getDamage().isEmpty()) {
        say(
            String.format(
                Locale.ROOT,
                "warning: %s was imported, and lacks records of %s, which was damaged",
                folder,
                file.getName()));
      }
    }
    if (manifest.hasChoice()) {
      String choice = Choice.of(manifest.getChoice()).text();
      say("note: " + folder + " holds a choice of the events: " + choice);
    }
    long lost = Dump.lostRecords(manifest);
    if (lost > 0) {
      say(
          String.format(
              Locale.ROOT,
              "warning: %s is a repaired folder and lacks %d records; its manifest lists them",
              folder,
              lost));
    }
  }

  /** Returns whether progress is turned off. */
  protected final boolean isQuiet() {
    return isSet("--quiet");
  }

  /** Returns whether a common option is set, before or after the command's name. */
  private boolean isSet(String option) {
    for (CommandSpec each = spec; each != null; each = each.parent()) {
      OptionSpec found = each.findOption(option);
      if (found != null && Boolean.TRUE.equals(found.getValue())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public final Integer call() {
    OutcomeReporter ending =
        new OutcomeReporter(logFormat(), spec.qualifiedName(), context, isSet("--verbose"));
    try {
      context.configuration().check(spec.root());
      checkCodec();
      run();
      Optional<ExitCode> unprinted = flush(ending);
      return unprinted.orElseGet(ending::finished).number();
    } catch (Output.ClosedException e) {
      return ending.finished().number();
    } catch (Throwable e) {
      return report(e, ending).number();
    }
  }

  /** Prints the rest of the results. Returns the exit code if they can't be printed. */
  private Optional<ExitCode> flush(OutcomeReporter ending) throws Output.ClosedException {
    try {
      context.console().out().flush();
      return Optional.empty();
    } catch (Output.ClosedException e) {
      throw e;
    } catch (IOException e) {
      RunFailure failure =
          done()
              .map(
                  done ->
                      new RunFailure(
                          ExitCode.LOCAL,
                          done + "; only its report can't be printed: " + e.getMessage()))
              .orElseGet(() -> FailureMapper.of(e));
      return Optional.of(ending.failed(failure, e));
    }
  }

  /** Checks the configured codec, even if the command does not use it. */
  private static void checkCodec() throws CommandException {
    String name = System.getProperty(Codec.PROPERTY, "");
    try {
      if (!name.isEmpty()) {
        Codec.of(name);
      }
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "HPC_CODEC: " + e.getMessage(), e);
    }
  }

  private ExitCode report(Throwable thrown, OutcomeReporter ending) {
    try {
      // Print the results before the error.
      context.console().out().flush();
    } catch (IOException e) {
      thrown.addSuppressed(e);
    }
    // A library may throw any exception when its thread is interrupted.
    if (context.cancellation().isRequested() || INTERRUPTIONS.contains(thrown.getClass())) {
      return ending.failed(
          new RunFailure(ExitCode.INTERRUPTED, "interrupted; " + remains(thrown)), thrown);
    }
    RunFailure failure = FailureMapper.of(thrown);
    String message = located(thrown, failure);
    if (failure.code() == ExitCode.USAGE) {
      message += context.configuration().origins(spec).map(text -> "; " + text).orElse("");
    }
    return ending.failed(new RunFailure(failure.code(), message), thrown);
  }

  /** Adds the folder to a message of the operating system that names no file. */
  private String located(Throwable thrown, RunFailure failure) {
    return target()
        .filter(folder -> failure.code() == ExitCode.LOCAL && FailureMapper.namesNoFile(thrown))
        .map(folder -> folder + ": " + failure.message())
        .orElse(failure.message());
  }
}
