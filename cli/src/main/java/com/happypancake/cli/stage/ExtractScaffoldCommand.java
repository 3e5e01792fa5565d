package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Quantities;
import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.Credentials;
import com.happypancake.extractor.scaffold.Scaffold;
import com.happypancake.extractor.scaffold.Scaffold.ScaffoldRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hpc extract scaffold}: creates a schema for any database from its catalogue. */
@Command(
    name = "scaffold",
    header = "Make a schema of another database than HappyPancake's.",
    description =
        "Reads the database's catalogue and no row. Writes an annotated .proto for people, and a"
            + " descriptor set (.desc) with which hpc extract --descriptors reads the tables at"
            + " once. See docs/foreign-databases.md.",
    footer = {
      "  hpc extract scaffold --source 'jdbc:sqlserver://db1;databaseName=Shop' \\",
      "      --user me --schema dbo,sales --out legacy",
      "  hpc extract --source 'jdbc:sqlserver://db1;databaseName=Shop' --user me \\",
      "      --descriptors legacy --country SE --out dumps/shop"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class ExtractScaffoldCommand extends Subcommand {

  @Mixin private SourceOptions source;

  @Option(
      names = "--schema",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "dbo",
      description =
          "The database's schemas to read, with commas between them. Default: ${DEFAULT-VALUE}.")
  private List<String> schemas;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where <database>.proto and <database>.desc go.")
  private Path out;

  @Option(
      names = "--tables",
      split = ",",
      paramLabel = "TABLE",
      description =
          "These tables and views alone, with commas between them. Default: all tables, no view.")
  private @Nullable List<String> tables;

  @Option(
      names = "--package",
      paramLabel = "NAME",
      description = "The messages' package. Default: legacy.<database>.")
  private @Nullable String packageName;

  @Option(
      names = "--force",
      description = "Write over files that differ, which someone may have edited.")
  private boolean force;

  @Override
  protected Optional<Path> target() {
    return Optional.of(out);
  }

  @Override
  protected void run() throws Exception {
    ScaffoldRequest request = request();
    ConnectionSettings connection = source.connection();
    SourceOptions.silenceDrivers();
    Scaffold scaffold;
    try (ProgressLine progress = progress()) {
      scaffold = Scaffold.of(request, connection, note -> progress.say("note: " + note));
    }
    Scaffold.Written files = scaffold.writeTo(out, force);
    print(
        "%s: %s, %s; look it through",
        files.text(),
        Quantities.count(scaffold.tables(), "table"),
        Quantities.count(scaffold.columns(), "column"));
    print(
        "%s: the same for hpc; next: hpc extract --source … --descriptors %s%s --country …"
            + " --out dumps/…",
        files.descriptors(),
        files.descriptors(),
        scaffold.columnsLeftOut() > 0 ? " --allow-extra-columns" : "");
  }

  private ScaffoldRequest request() throws CommandException {
    String url = source.url();
    Optional<Credentials> credentials = source.credentials(context());
    return Arguments.check(
        () ->
            new ScaffoldRequest(
                url,
                credentials,
                schemas,
                tables == null ? List.of() : tables,
                Optional.ofNullable(packageName)));
  }
}
