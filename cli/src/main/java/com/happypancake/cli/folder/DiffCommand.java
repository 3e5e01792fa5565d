package com.happypancake.cli.folder;

import com.happypancake.cli.CommandContext;
import com.happypancake.cli.Subcommand;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.inspect.diff.DiffCounts;
import com.happypancake.inspect.diff.DiffSide;
import com.happypancake.inspect.diff.IncomparableException;
import com.happypancake.inspect.diff.TableDiff;
import com.happypancake.inspect.query.PartSelection;
import com.happypancake.inspect.query.ReadProgress;
import com.happypancake.inspect.text.RecordFormatter;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: what differs between two folders. */
@Command(
    name = "diff",
    header = "Compare two folders record by record, by key.",
    description = {
      "Prints a line for each record that A alone has (removed), that B alone has (added), or that"
          + " differs (changed, with the names of the fields), then counts for each table. Exits"
          + " with 0 only if all records are equal, else with 3.",
      "",
      "Rows have their primary key, events their id; records without a key are compared whole."
          + " Parts whose content has the same checksum are not read. The schemas may differ:"
          + " fields are compared by name, and one that A or B has not differs where it is set."
          + " Keys are printed, values only by --values: both are people's data."
    },
    footer = {
      "  hpc dumps diff dumps/fi-monday dumps/fi-tuesday",
      "  hpc dumps diff dumps/fi-monday dumps/fi-tuesday Members --values",
      "  hpc events diff events/fi-1 events/fi-2 --format json | jq .table"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class DiffCommand extends Subcommand {

  private static final long BUDGET_BYTES = 64L << 20;

  @Parameters(index = "0", paramLabel = "A", description = "A finished folder.")
  private Path before;

  @Parameters(index = "1", paramLabel = "B", description = "Another one.")
  private Path after;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "TABLE",
      description = "A table or a part; without it, all.")
  private @Nullable String table;

  @Option(
      names = "--values",
      order = 1,
      description = "Print the values that differ too, and the records that are added or removed.")
  private boolean values;

  @Option(
      names = "--format",
      order = 2,
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, or json: an object in a line. Default: text.")
  private ReportFormat format;

  DiffCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitCode run() throws IOException, CommandException, InterruptedException {
    Dump one = Dump.open(before);
    Dump other = Dump.open(after);
    Content content = one.manifest().getContent();
    if (content != other.manifest().getContent()) {
      throw new CommandException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "%s and %s hold different things: %s and %s",
              before,
              after,
              Headline.content(one.manifest()),
              Headline.content(other.manifest())));
    }
    Map<String, List<Part>> tablesOfOne = tables(one);
    Map<String, List<Part>> tablesOfOther = tables(other);
    TreeSet<String> names = new TreeSet<>(tablesOfOne.keySet());
    names.addAll(tablesOfOther.keySet());
    if (table != null && names.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT, "neither %s nor %s holds a table or part '%s'", before, after, table));
    }
    DiffReport report =
        new DiffReport(context().console().out(), new RecordFormatter(), format, values);
    DiffCounts total = DiffCounts.NONE;
    for (String name : names) {
      Optional<DiffSide> left = side(one, tablesOfOne, name);
      Optional<DiffSide> right = side(other, tablesOfOther, name);
      total =
          total.plus(
              compare(
                  name,
                  left.or(() -> right.map(DiffSide::without)).orElseThrow(),
                  right.or(() -> left.map(DiffSide::without)).orElseThrow(),
                  report));
    }
    report.summary(total);
    if (!total.isEqual()) {
      throw new CommandException(
          ExitCode.DATA,
          String.format(
              Locale.ROOT,
              "%s and %s differ: %d removed, %d added, %d changed",
              before,
              after,
              total.removed(),
              total.added(),
              total.changed()));
    }
    return ExitCode.OK;
  }

  private static Optional<DiffSide> side(Dump dump, Map<String, List<Part>> tables, String name)
      throws IOException {
    List<Part> parts = tables.getOrDefault(name, List.of());
    return parts.isEmpty() ? Optional.empty() : Optional.of(DiffSide.of(dump, parts));
  }

  private DiffCounts compare(String name, DiffSide left, DiffSide right, DiffReport report)
      throws IOException, CommandException, InterruptedException {
    try (ProgressLine progress = progress()) {
      TableDiff diff =
          new TableDiff(BUDGET_BYTES, report.table(name, left, right), new Walks(progress));
      DiffCounts counts = diff.compare(left, right);
      report.counts(name, counts);
      return counts;
    } catch (IncomparableException e) {
      throw new CommandException(ExitCode.DATA, name + ": " + e.getMessage(), e);
    }
  }

  /** Shows each walk through both sides by itself. */
  private final class Walks implements TableDiff.Advance {

    private final ProgressLine progress;
    private @Nullable ReadProgress readsLeft;
    private @Nullable ReadProgress readsRight;

    private Walks(ProgressLine progress) {
      this.progress = progress;
    }

    @Override
    public void begins(int number, List<Part> left, List<Part> right) {
      String again = number == 1 ? "" : ", walk " + number;
      readsLeft =
          new ReadProgress(left, new VerifyProgress(progress, "comparing " + before + again + ":"));
      readsRight =
          new ReadProgress(right, new VerifyProgress(progress, "comparing " + after + again + ":"));
    }

    @Override
    public boolean next(boolean isBefore, Part part, PartReader reader)
        throws IOException, InterruptedException {
      return Objects.requireNonNull(isBefore ? readsLeft : readsRight).advance(part, reader);
    }
  }

  private Map<String, List<Part>> tables(Dump dump) {
    Map<String, List<Part>> tables = new TreeMap<>();
    for (Part part : dump.parts()) {
      if (table == null || PartSelection.isNamed(part, table)) {
        tables.computeIfAbsent(PartSelection.holds(part), name -> new ArrayList<>()).add(part);
      }
    }
    return tables;
  }
}
