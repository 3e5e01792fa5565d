package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.Candidates;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.LogOptions;
import com.happypancake.cli.command.ReportOption;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.cli.metrics.Metrics;
import com.happypancake.cli.metrics.MetricsOptions;
import com.happypancake.cli.progress.JobDisplay;
import com.happypancake.cli.progress.ProgressTicker;
import com.happypancake.cli.transformation.DryRunReport;
import com.happypancake.cli.transformation.TransformDisplay;
import com.happypancake.cli.transformation.TransformFigures;
import com.happypancake.cli.transformation.TransformMeters;
import com.happypancake.cli.transformation.TransformReport;
import com.happypancake.cli.usecase.TransformGraphCommand;
import com.happypancake.cli.usecase.TransformStoryCommand;
import com.happypancake.cli.usecase.TransformSummaryCommand;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.manifest.InputPart;
import com.happypancake.schemas.manifest.RejectCount;
import com.happypancake.transformer.TransformEvent;
import com.happypancake.transformer.Transformation;
import com.happypancake.transformer.Transformer;
import com.happypancake.transformer.Transformer.TransformResult;
import com.happypancake.transformer.choice.Choice;
import com.happypancake.transformer.choice.RejectBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
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
            + " <out>/rejects with its reason; more of them than --max-rejects fail the run."
            + " --types, --from, --to and --sample choose among the events; a choice changes"
            + " neither their ids nor their order nor what is rejected.",
    subcommands = {
      TransformStoryCommand.class,
      TransformSummaryCommand.class,
      TransformGraphCommand.class
    },
    footer = {
      "  hpc transform --in dumps/fi --out events/fi --max-rejects 10000",
      "  hpc transform --in dumps/fi --out events/fi --max-rejects 10000 --dry-run",
      "  hpc transform --in dumps/fi --out events/fi --max-rejects 10000 --resume",
      "  hpc transform --in dumps/fi --out events/fi-1 --sample 0.01 --max-rejects 1.5%%",
      "  hpc transform --in dumps/fi-tue --base dumps/fi --after events/fi \\",
      "      --out events/fi-tue --max-rejects 10000",
      "  HPC_OPTS=-Xmx128m hpc transform --in dumps/fi --out events/fi \\",
      "      --memory 32m --max-rejects 10000"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class TransformCommand extends Subcommand {

  @Option(names = "--in", required = true, paramLabel = "FOLDER", description = "A finished dump.")
  private Path in;

  @Option(
      names = "--base",
      paramLabel = "FOLDER",
      split = ",",
      description =
          "For a delta: the dump that it follows. For a later delta: the full dump and the deltas"
              + " between, in their order, separated by commas.")
  private List<Path> base = List.of();

  @Option(
      names = "--after",
      paramLabel = "FOLDER",
      description =
          "For a delta: the events of the dump before it. They are checked, and the new events name"
              + " them.")
  private @Nullable Path after;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "A new or empty folder, or one that an interrupted run left.")
  private Path out;

  @Option(
      names = "--max-rejects",
      split = ",",
      paramLabel = "LIMIT",
      defaultValue = "0",
      description =
          "Fail if more facts are rejected: a number, a share of all facts such as 0.5%%, or either"
              + " for one reason, such as unknown-member=1000. Several are separated by commas, and"
              + " all must hold. Default: ${DEFAULT-VALUE}.")
  private List<String> maxRejects;

  @Mixin private ChoiceOptions chosen;

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
              + " take. No events are written.")
  private boolean dryRun;

  @Mixin private ReportOption report;

  @Mixin private WritingOptions writing;

  @Mixin private LogOptions log;

  @Mixin private MetricsOptions metrics;

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
  protected OutputFormat logFormat() {
    return log.format();
  }

  @Override
  protected void run() throws Exception {
    if (dryRun && report.isSet()) {
      throw CommandException.usage("--report: a dry run prints its own; leave out one of them");
    }
    Transformation transformation = transformation();
    report.check();
    warnIfPartial(in);
    if (dryRun) {
      dryRun(transformation);
    } else {
      print(transform(transformation));
    }
  }

  /** Transforms the dump and writes the report, however the run ends. */
  private TransformResult transform(Transformation transformation) throws Exception {
    TransformFigures figures = new TransformFigures(context().nanoTime());
    TransformResult result;
    try {
      result = follow(figures, events -> () -> new Transformer(transformation, events).run());
    } catch (Exception e) {
      try {
        boolean interrupted = context().cancellation().isRequested();
        TransformReport failed = TransformReport.ofFailure(e, interrupted, transformation, figures);
        report.write(failed.toJson(), remains(e));
      } catch (CommandException unwritten) {
        e.addSuppressed(unwritten);
      }
      throw e;
    }
    report.write(
        TransformReport.of(result, transformation, figures).toJson(), out + " is finished");
    return result;
  }

  private void dryRun(Transformation transformation) throws Exception {
    DryRunReport found = new DryRunReport();
    try {
      follow(
          new TransformFigures(context().nanoTime()),
          events ->
              () -> {
                new Transformer(transformation, events.andThen(found::accept)).dryRun();
                return found;
              });
    } finally {
      // A run that would fail is reported too.
      found.print(output());
    }
  }

  /**
   * Performs a job and shows what it reports.
   *
   * @param job makes the job of a consumer of its events
   */
  private <T> T follow(
      TransformFigures figures, Function<Consumer<TransformEvent>, Callable<T>> job)
      throws Exception {
    try (JobDisplay display = JobDisplay.of(log.format(), context(), isQuiet(), figures);
        Metrics opened = metrics.open(tags(), display::note).orElse(null)) {
      TransformDisplay shown = new TransformDisplay(display, figures);
      Consumer<TransformEvent> events = figures.andThen(shown);
      // Load the class of meters only if metrics are asked for.
      if (opened != null) {
        events = events.andThen(new TransformMeters(opened.registry(), figures));
      }
      T result = ProgressTicker.during(display, job.apply(events));
      shown.finished();
      return result;
    }
  }

  /** Returns the meters' tags. Leaves out the dump's folders, because they may name a person. */
  private Map<String, String> tags() throws IOException {
    return Map.of(
        "country", Dump.open(in).manifest().getCountry(), "dump", TransformReport.lastName(in));
  }

  private Transformation transformation() throws CommandException {
    WriteOptions options = writing.choice();
    Choice choice = chosen.choice();
    RejectBudget budget = Arguments.check("--max-rejects", () -> RejectBudget.parse(maxRejects));
    return Arguments.check(
        () -> {
          Transformation.Builder transformation =
              Transformation.builder(in, out, context().clock(), Runtime.getRuntime().maxMemory())
                  .base(base)
                  .choice(choice)
                  .maxRejects(budget)
                  .eventsPerPart(eventsPerPart)
                  .resume(resume)
                  .writing(options);
          if (after != null) {
            transformation.after(after);
          }
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
        "%s: %d events of %d rows; %d facts rejected%s; next: hpc seed --in %s --broker …",
        out,
        totals.getByTypeList().stream().mapToLong(Count::getEvents).sum(),
        totals.getInputsList().stream().mapToLong(InputPart::getRecords).sum(),
        totals.getRejectsList().stream().mapToLong(RejectCount::getFacts).sum(),
        result.events().hasChoice()
            ? ", "
                + totals.getInputsList().stream().mapToLong(InputPart::getLeftOut).sum()
                + " left out by choice"
            : "",
        out);
  }
}
