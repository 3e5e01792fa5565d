package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.Candidates;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.usecase.TransformGraphCommand;
import com.happypancake.cli.usecase.TransformStoryCommand;
import com.happypancake.cli.usecase.TransformSummaryCommand;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.manifest.RejectCount;
import com.happypancake.transformer.TransformEvent;
import com.happypancake.transformer.Transformation;
import com.happypancake.transformer.Transformer;
import com.happypancake.transformer.Transformer.TransformResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hpc transform}: transforms a dump into events. */
@Command(
    name = "transform",
    header = "Turn a dump into events, in the order of their time.",
    description =
        "The same dump gives the same events. A fact that cannot become an event is written to"
            + " <out>/rejects with its reason; more of them than --max-rejects fail the run.",
    subcommands = {
      TransformStoryCommand.class,
      TransformSummaryCommand.class,
      TransformGraphCommand.class
    },
    footer = {
      "  hpc transform --in dumps/fi --out events/fi --max-rejects 10000",
      "  hpc transform --in dumps/fi --out events/fi --max-rejects 10000 --dry-run",
      "  hpc transform --in dumps/fi --out events/fi --max-rejects 10000 --resume",
      "  HPC_OPTS=-Xmx128m hpc transform --in dumps/fi --out events/fi \\",
      "      --memory 32m --max-rejects 10000"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class TransformCommand extends Subcommand {

  @Option(names = "--in", required = true, paramLabel = "FOLDER", description = "A finished dump.")
  private Path in;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "A new or empty folder, or one that an interrupted run left.")
  private Path out;

  @Option(
      names = "--max-rejects",
      paramLabel = "N",
      defaultValue = "0",
      description = "Fail if more facts are rejected. Default: ${DEFAULT-VALUE}.")
  private long maxRejects;

  @Option(
      names = "--country",
      paramLabel = "CODE",
      completionCandidates = Candidates.Countries.class,
      description = "Refuse a dump of another country. Default: the dump's own.")
  private @Nullable String country;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Use so many processors. What is written does not depend on it. Default: all of them.")
  private @Nullable Integer threads;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description =
          "Sort in so much memory, for example 256m, all threads together, and on disk beyond it."
              + " Default: 40%% of the JVM's heap.")
  private @Nullable String memory;

  @Option(
      names = "--events-per-part",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Begin a new file after so many events. Default: ${DEFAULT-VALUE}.")
  private long eventsPerPart;

  @Option(
      names = "--scratch",
      paramLabel = "FOLDER",
      description =
          "Keep what the sort spills in a folder of its own within this one. Default: in the folder"
              + " of --out.")
  private @Nullable Path scratch;

  @Option(
      names = "--resume",
      description =
          "Go on with the unfinished run in the folder of --out: what is sorted and written stays."
              + " --threads, --memory and --scratch may differ. Without it, that run is discarded.")
  private boolean resume;

  @Option(
      names = "--dry-run",
      description =
          "Map all rows, and print what a run would reject and count and the disk that it would"
              + " take. Nothing is written.")
  private boolean dryRun;

  @Mixin private WritingOptions writing;

  @Override
  protected Optional<Path> target() {
    return Optional.of(out);
  }

  @Override
  protected String remains(Throwable thrown) {
    return !dryRun && Files.exists(out.resolve(DumpLayout.UNFINISHED))
        ? out + " is unfinished: with --resume the same command goes on, without it begins anew"
        : super.remains(thrown);
  }

  @Override
  protected Optional<String> done() {
    return dryRun ? Optional.empty() : super.done();
  }

  @Override
  protected void run() throws Exception {
    Transformation transformation = transformation();
    warnIfRepaired(in);
    if (dryRun) {
      dryRun(transformation);
      return;
    }
    TransformResult result;
    try (ProgressLine progress = progress()) {
      result = new Transformer(transformation, event -> show(event, progress)).run();
    }
    print(result);
  }

  private void dryRun(Transformation transformation) throws Exception {
    DryRunReport report = new DryRunReport();
    try (ProgressLine progress = progress()) {
      Consumer<TransformEvent> events = event -> show(event, progress);
      new Transformer(transformation, events.andThen(report::accept)).dryRun();
    } finally {
      // A run that would fail is reported too.
      report.print(output());
    }
  }

  private Transformation transformation() throws CommandException {
    WriteOptions options = writing.choice();
    return Arguments.check(
        () -> {
          Transformation.Builder transformation =
              Transformation.builder(in, out, context().clock(), Runtime.getRuntime().maxMemory())
                  .maxRejects(maxRejects)
                  .eventsPerPart(eventsPerPart)
                  .resume(resume)
                  .writing(options);
          if (country != null) {
            transformation.country(country);
          }
          if (threads != null) {
            transformation.threads(threads);
          }
          if (memory != null) {
            transformation.memoryBytes(Arguments.parseBytes(memory));
          }
          if (scratch != null) {
            transformation.scratch(scratch);
          }
          return transformation.build();
        });
  }

  private void print(TransformResult result) throws IOException {
    EventTotals totals = result.events().getEvents();
    print(
        "%s: %d events of %d rows; %d facts rejected; next: hpc seed --in %s --broker …",
        out,
        totals.getByTypeList().stream().mapToLong(Count::getEvents).sum(),
        totals.getInputsList().stream().mapToLong(input -> input.getRecords()).sum(),
        totals.getRejectsList().stream().mapToLong(RejectCount::getFacts).sum(),
        out);
  }

  private static void show(TransformEvent event, ProgressLine progress) {
    if (event instanceof TransformEvent.AbsentTables absent) {
      progress.say("note: the dump is without " + String.join(", ", absent.tables()));
    } else if (event instanceof TransformEvent.Note note) {
      progress.say("note: " + note.text());
    } else if (event instanceof TransformEvent.Progress now) {
      progress.update(() -> text(now));
    }
  }

  private static String text(TransformEvent.Progress now) {
    String what =
        switch (now.phase()) {
          case LOOKUP -> "looking up: %d of %d rows, %s";
          case MAPPING -> "mapping: %d of %d rows, %s";
          case WRITING -> "writing: %d of %d events, %s";
        };
    return String.format(Locale.ROOT, what, now.done(), now.total(), now.part());
  }
}
