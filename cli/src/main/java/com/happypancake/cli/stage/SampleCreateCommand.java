package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Quantities;
import com.happypancake.sample.SampleDatabase;
import com.happypancake.sample.SampleDump;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.sample.plan.SampleProgress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hpc sample create}: creates a synthetic legacy database or its dump. */
@Command(
    name = "create",
    header = "Make a synthetic legacy database, or the dump that its extraction would give.",
    description =
        "The same country, scale and seed give the same rows. They have every kind of dirt that the"
            + " real databases have.",
    footer = {
      "  hpc sample create --country FI --scale 0.01 --to dumps/fi",
      "  hpc sample create --country FI --scale 0.1 \\",
      "      --to 'jdbc:h2:file:./finland;MODE=MSSQLServer'",
      "  hpc sample create --country SE --scale 0.001 --user sa \\",
      "      --to 'jdbc:sqlserver://localhost;databaseName=Demo;encrypt=false'"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class SampleCreateCommand extends Subcommand {

  @Option(
      names = "--country",
      required = true,
      paramLabel = "CODE",
      description = "One of ${COMPLETION-CANDIDATES}.")
  private SampleCountry country;

  @Option(
      names = "--scale",
      paramLabel = "X",
      defaultValue = "0.01",
      description = "The size, where 1 is the real country's. Default: ${DEFAULT-VALUE}.")
  private double scale;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed gives other rows. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TARGET",
      description =
          "A folder for a dump, or the JDBC URL of an empty database:"
              + " jdbc:sqlserver://… or jdbc:h2:…;MODE=MSSQLServer.")
  private String to;

  @Mixin private WritingOptions writing;

  @Mixin private LoginOptions login;

  private @Nullable Path folder;

  @Override
  protected Optional<Path> target() {
    return Optional.ofNullable(folder);
  }

  @Override
  protected String remains(Throwable thrown) {
    return SourceOptions.isUrl(to)
        ? "the tables that it made are dropped again"
        : super.remains(thrown);
  }

  @Override
  protected Optional<String> done() {
    return super.done().or(() -> Optional.of("the database is filled"));
  }

  @Override
  protected void run() throws Exception {
    SamplePlan plan = Arguments.check(() -> new SamplePlan(country, scale, seed));
    if (!SourceOptions.isUrl(to)) {
      folder = Arguments.path("--to", to);
    }
    Map<String, Long> rows = new TreeMap<>();
    try (ProgressLine progress = progress()) {
      SampleProgress listener =
          (table, done, planned) -> {
            rows.put(table, done);
            progress.update(() -> table + ": " + done + " of " + planned + " rows");
            if (context().cancellation().isRequested() || Thread.currentThread().isInterrupted()) {
              throw new CancellationException("interrupted");
            }
          };
      create(plan, listener);
    }
    print(
        "%s: %s in %s",
        target().map(Path::toString).orElse("the database"),
        Quantities.count(rows.values().stream().mapToLong(Long::longValue).sum(), "row"),
        Quantities.count(rows.size(), "table"));
  }

  private void create(SamplePlan plan, SampleProgress listener) throws Exception {
    if (folder != null) {
      SampleDump.write(plan, folder, context().clock(), writing.choice(), listener);
      return;
    }
    SourceOptions.checkUrl("--to", to);
    SourceOptions.silenceDrivers();
    Properties properties = new Properties();
    login.findSource(context(), to).ifPresent(credentials -> credentials.putInto(properties));
    // The tables can be dropped only while the database is open.
    context().cancellation().withoutInterrupt();
    SampleDatabase.create(plan, openUntilClosed(to), properties, listener);
  }

  /** Returns a URL that keeps an H2 database open while the JVM shuts down. */
  private static String openUntilClosed(String url) {
    boolean isSet = url.toUpperCase(Locale.ROOT).contains("DB_CLOSE_ON_EXIT");
    return url.startsWith("jdbc:h2:") && !isSet ? url + ";DB_CLOSE_ON_EXIT=FALSE" : url;
  }
}
