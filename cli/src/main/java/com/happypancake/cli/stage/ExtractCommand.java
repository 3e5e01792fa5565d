package com.happypancake.cli.stage;

import com.happypancake.cli.Session;
import com.happypancake.cli.Subcommand;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.dumps.WriteOptions;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.Extractor;
import com.happypancake.extractor.source.ConnectionSettings;
import com.happypancake.extractor.source.Credentials;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hpc extract}: tables to a dump. */
@Command(
    name = "extract",
    header = "Dump legacy tables into a folder.",
    description =
        "Reads each table in the order of its key, as of one instant where the database allows it,"
            + " and writes files that their owner alone can read. The login needs SELECT and no"
            + " more.",
    footer = {
      "  hpc extract --source 'jdbc:sqlserver://db1;databaseName=HPC_FI' --user hpc \\",
      "      --country FI --out dumps/fi",
      "  hpc extract --source 'jdbc:h2:file:./finland;MODE=MSSQLServer' \\",
      "      --country FI --out dumps/fi",
      "  hpc extract --source 'jdbc:sqlserver://db1;databaseName=HPC_FI' --user hpc \\",
      "      --password-file ~/.hpc-password --country FI --tables Members,Cities \\",
      "      --out dumps/few"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class ExtractCommand extends Subcommand {

  @Option(
      names = "--source",
      required = true,
      order = 1,
      paramLabel = "URL",
      description = "jdbc:sqlserver://… or jdbc:h2:…;MODE=MSSQLServer, without a password.")
  private String source;

  @Option(
      names = "--country",
      required = true,
      order = 2,
      paramLabel = "CODE",
      description = "Whose database it is: FI, SE, … Its time zone follows from it.")
  private String country;

  @Option(
      names = "--out",
      required = true,
      order = 3,
      paramLabel = "FOLDER",
      description = "A new or empty folder, or one that an interrupted run left.")
  private Path out;

  @Option(
      names = "--tables",
      order = 4,
      split = ",",
      paramLabel = "TABLE",
      description = "These tables alone, with commas between them. Default: all.")
  private @Nullable List<String> tables;

  @Option(
      names = "--descriptors",
      order = 5,
      paramLabel = "FILE",
      description =
          "Read the tables of another schema: a descriptor set of protoc --include_imports, whose"
              + " messages have hpc's options. Default: HappyPancake's own.")
  private @Nullable Path schemas;

  @Option(
      names = "--allow-extra-columns",
      order = 6,
      description = "Leave out columns that the schema does not name; else they are an error.")
  private boolean allowExtraColumns;

  @Option(
      names = "--rows-per-part",
      order = 7,
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Begin a new file after so many rows. Default: ${DEFAULT-VALUE}.")
  private long rowsPerPart;

  @Mixin private WritingOptions writing;

  @Mixin private LoginOptions login;

  ExtractCommand(Session session) {
    super(session);
  }

  @Override
  protected Optional<Path> target() {
    return Optional.of(out);
  }

  @Override
  protected ExitCode run() throws Exception {
    Extraction extraction = extraction();
    Libraries.silence();
    Manifest manifest;
    try (ProgressLine progress = progress()) {
      manifest = Extractor.run(extraction, new ExtractProgress(progress), session().clock());
    }
    List<Part> parts = manifest.getPartsList();
    session()
        .console()
        .out()
        .line(
            String.format(
                Locale.ROOT,
                "%s: %d rows of %d tables in %s; next: hpc transform --in %s --out events/…",
                out,
                parts.stream().mapToLong(Part::getRecords).sum(),
                parts.stream().map(Part::getTable).distinct().count(),
                Numbers.bytes(parts.stream().mapToLong(Part::getBytes).sum()),
                out));
    return ExitCode.OK;
  }

  private Extraction extraction() throws CommandException {
    JdbcUrls.check("--source", source);
    LegacyCatalogue catalogue = catalogue();
    Optional<Credentials> credentials =
        login
            .find(session(), LoginOptions.SOURCE, Optional.empty())
            .map(found -> Credentials.of(found.user(), found.password()));
    WriteOptions options = writing.choice();
    return Usage.check(
        () ->
            new Extraction(
                source,
                credentials,
                catalogue,
                Country.of(country),
                out,
                tables == null ? List.of() : tables,
                allowExtraColumns,
                rowsPerPart,
                ConnectionSettings.DEFAULT,
                options));
  }

  private LegacyCatalogue catalogue() throws CommandException {
    if (schemas == null) {
      return LegacyCatalogue.hpc();
    }
    byte[] set = readSchemas(schemas);
    return Usage.check(() -> LegacyCatalogue.of(DescriptorSets.parse(set)));
  }

  private static byte[] readSchemas(Path file) throws CommandException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new CommandException(
          ExitCode.USAGE, "--descriptors: " + file + ": there is no such file", e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.LOCAL,
          "--descriptors: " + file + ": cannot be read; check that it is a file",
          e);
    }
  }
}
