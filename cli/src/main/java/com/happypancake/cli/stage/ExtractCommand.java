package com.happypancake.cli.stage;

import com.happypancake.cli.command.LogOptions;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.extraction.ExtractionDisplay;
import com.happypancake.cli.extraction.ExtractionFigures;
import com.happypancake.cli.extraction.ExtractionMeters;
import com.happypancake.cli.extraction.JsonDisplay;
import com.happypancake.cli.extraction.TextDisplay;
import com.happypancake.cli.metrics.Metrics;
import com.happypancake.cli.metrics.MetricsOptions;
import com.happypancake.cli.progress.ProgressTicker;
import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.extractor.Delta;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.extractor.state.ExtractionStatus;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.transformer.Transformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hpc extract}: dumps tables. */
@Command(
    name = "extract",
    header = "Dump legacy tables into a folder.",
    description =
        "Reads each table in the order of its key, as of one instant where the database allows it,"
            + " and writes files that their owner alone can read. The login needs SELECT and no"
            + " more.",
    subcommands = {
      ExtractCheckCommand.class,
      ExtractStatusCommand.class,
      ExtractPauseCommand.class,
      ExtractContinueCommand.class,
      ExtractScaffoldCommand.class
    },
    footer = {
      "  hpc extract --source 'jdbc:sqlserver://db1;databaseName=HPC_FI' --user hpc \\",
      "      --country FI --out dumps/fi",
      "  hpc extract --source 'jdbc:h2:file:./finland;MODE=MSSQLServer' \\",
      "      --country FI --out dumps/fi",
      "  hpc extract --source 'jdbc:sqlserver://db1;databaseName=HPC_FI' --user hpc \\",
      "      --password-file ~/.hpc-password --country FI --tables Members,Cities \\",
      "      --out dumps/few",
      "  hpc extract --source 'jdbc:sqlserver://db1;databaseName=HPC_FI' --user hpc \\",
      "      --country FI --since dumps/fi --out dumps/fi-tuesday",
      "  hpc extract scaffold --source 'jdbc:sqlserver://db1;databaseName=Shop' \\",
      "      --user me --out legacy"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class ExtractCommand extends ExtractionCommand {

  @Mixin private LogOptions log;

  @Mixin private MetricsOptions metrics;

  @Override
  protected Optional<Path> target() {
    return Optional.of(out());
  }

  @Override
  protected String remains(Throwable thrown) {
    return Files.exists(out().resolve(".unfinished"))
        ? out() + " is unfinished: with --resume the same command goes on, without it begins anew"
        : super.remains(thrown);
  }

  @Override
  protected OutputFormat logFormat() {
    return log.format();
  }

  @Override
  protected void run() throws Exception {
    Extraction extraction = extraction();
    SourceOptions.silenceDrivers();
    Manifest manifest = run(extraction);
    output().line(summary(manifest) + "; next: " + next(extraction.delta()));
  }

  private String summary(Manifest manifest) {
    List<Part> parts = manifest.getPartsList();
    return String.format(
        Locale.ROOT,
        "%s: %s%s of %s in %s",
        out(),
        Quantities.count(records(parts, Rows.ROWS_WHOLE), "row"),
        manifest.getKind() == Kind.KIND_DELTA
            ? " and " + Quantities.count(records(parts, Rows.ROWS_DELETED_KEYS), "deleted key")
            : "",
        Quantities.count(parts.stream().map(Part::getTable).distinct().count(), "table"),
        Quantities.bytes(parts.stream().mapToLong(Part::getBytes).sum()));
  }

  /** Returns the command that uses the dump. */
  private String next(Optional<Delta> delta) throws IOException {
    List<Path> base = delta.map(Delta::base).stream().toList();
    if (!Transformer.canTransform(out(), base)) {
      return base.isEmpty()
          ? "hpc dumps ls " + out()
          : "hpc dumps merge <base> … " + out() + " --out dumps/…";
    }
    return "hpc transform --in "
        + out()
        + base.stream().map(each -> " --base " + each).collect(Collectors.joining())
        + " --out events/…";
  }

  private static long records(List<Part> parts, Rows rows) {
    return parts.stream().filter(part -> part.getRows() == rows).mapToLong(Part::getRecords).sum();
  }

  private Manifest run(Extraction extraction) throws Exception {
    ExtractionFigures figures = new ExtractionFigures(context().nanoTime());
    try (ExtractionDisplay display = display(figures);
        Metrics opened = metrics.open(tags(extraction), display::note).orElse(null)) {
      Consumer<ExtractionEvent> events = figures.andThen(display);
      // Load the class of meters only if metrics are asked for.
      if (opened != null) {
        events = events.andThen(new ExtractionMeters(opened.registry()));
      }
      earlierRun().ifPresent(display::note);
      Consumer<ExtractionEvent> consumers = events;
      return ProgressTicker.during(
          display, () -> Extractor.run(extraction, consumers, context().clock()));
    }
  }

  /** Returns a note if {@code --resume} has nothing to resume, or drops an earlier run's rows. */
  private Optional<String> earlierRun() throws IOException {
    Optional<ExtractionStatus> earlier;
    try {
      earlier = Optional.of(ExtractionStatus.of(out()));
    } catch (RefusedFolderException e) {
      earlier = Optional.empty();
    }
    if (resumes()) {
      return earlier.isPresent()
          ? Optional.empty()
          : Optional.of(out() + ": nothing is there to go on with; all rows are read");
    }
    long rows =
        earlier.filter(status -> status.phase() == ExtractionStatus.Phase.STOPPED).stream()
            .flatMap(status -> status.tables().stream())
            .mapToLong(table -> table.size().rows())
            .sum();
    return rows == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s: begun anew, without the %d rows that an earlier run has read; --resume would"
                    + " have kept them",
                out(),
                rows));
  }

  /** Returns the meters' tags. Leaves out a file's folders, because they may name a person. */
  private static Map<String, String> tags(Extraction extraction) throws SourceException {
    String source = extraction.source();
    DatabaseAddress address = DatabaseProduct.of(source).address(source);
    String name = address.database().isEmpty() ? address.server() : address.database();
    return Map.of(
        "country", extraction.country().code(), "source", name.replaceFirst(".*[/\\\\]", ""));
  }

  private ExtractionDisplay display(ExtractionFigures figures) {
    return logFormat() == OutputFormat.JSON
        ? new JsonDisplay(context().log(), figures, context().nanoTime(), isQuiet())
        : new TextDisplay(context(), figures, isQuiet());
  }
}
