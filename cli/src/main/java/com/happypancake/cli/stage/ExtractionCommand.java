package com.happypancake.cli.stage;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.Candidates;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.SchemaOptions;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.Credentials;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.pseudonym.PseudonymKey;
import com.happypancake.extractor.pseudonym.PseudonymKey.PseudonymKeyException;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command with the options of an extraction. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
abstract class ExtractionCommand extends Subcommand {

  @Mixin private SourceOptions source;

  @Option(
      names = "--country",
      required = true,
      paramLabel = "CODE",
      completionCandidates = Candidates.Countries.class,
      description = "Whose database it is: FI, SE, … Its time zone follows from it.")
  private String country;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "A new or empty folder, or one that an interrupted run left.")
  private Path out;

  @Option(
      names = "--tables",
      split = ",",
      paramLabel = "TABLE",
      description =
          "Only these tables, separated by commas; * stands for any characters. Default: all.")
  private @Nullable List<String> tables;

  @Option(
      names = "--exclude-tables",
      split = ",",
      paramLabel = "TABLE",
      description = "Leave these tables out, written as for --tables: Logs, audit.*, *_old.")
  private @Nullable List<String> excludedTables;

  @Mixin private SchemaOptions schemas;

  @Option(
      names = "--allow-extra-columns",
      description = "Leave out columns that the schema does not name; else they are an error.")
  private boolean allowExtraColumns;

  @Option(
      names = "--rows-per-part",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Begin a new file after so many rows. Default: ${DEFAULT-VALUE}.")
  private long rowsPerPart;

  @Option(
      names = "--resume",
      description =
          "Go on with what an interrupted or killed run of the same command left in the folder;"
              + " without it, the run begins anew.")
  private boolean resume;

  @Option(
      names = "--pseudonymize",
      paramLabel = "KEYFILE",
      description =
          "Put pseudonyms in the place of what the schema marks as personal, before anything is"
              + " written. The file holds the key: head -c 32 /dev/urandom > KEYFILE, mode 600.")
  private @Nullable Path pseudonymKey;

  @Mixin private ReadingOptions reading;

  @Mixin private DeltaOptions delta;

  @Mixin private WritingOptions writing;

  final Path out() {
    return out;
  }

  /** Returns whether to resume an earlier run. */
  final boolean resumes() {
    return resume;
  }

  /**
   * Returns the extraction that the options describe.
   *
   * @throws CommandException if an option is invalid, options conflict, or a login is incomplete
   */
  final Extraction extraction() throws CommandException {
    String url = source.url();
    LegacyCatalogue catalogue = schemas.catalogue();
    Optional<Credentials> credentials = source.credentials(context());
    List<String> chosen = Arguments.check(() -> tables(catalogue));
    ConnectionSettings connection = source.connection();
    WriteOptions options = writing.choice();
    Extraction.Builder settings =
        Arguments.check(
            () ->
                reading.applyTo(
                    Extraction.builder(url, Country.of(country), out)
                        .catalogue(catalogue)
                        .tables(chosen)
                        .allowExtraColumns(allowExtraColumns)
                        .rowsPerPart(rowsPerPart)
                        .connection(connection)
                        .writing(options)
                        .resume(resume)));
    credentials.ifPresent(settings::credentials);
    delta.applyTo(settings);
    Extraction extraction = Arguments.check(settings::build);
    return pseudonymKey == null
        ? extraction
        : extraction.toBuilder().pseudonymKey(key(pseudonymKey)).build();
  }

  /** Returns the names of the tables to read; none for all of the catalogue. */
  private List<String> tables(LegacyCatalogue catalogue) {
    if (tables == null && excludedTables == null) {
      return List.of();
    }
    Set<LegacyTable> chosen = new LinkedHashSet<>();
    if (tables == null) {
      chosen.addAll(catalogue.tables());
    } else {
      tables.forEach(pattern -> chosen.addAll(catalogue.matching(pattern)));
    }
    if (excludedTables != null) {
      excludedTables.forEach(pattern -> chosen.removeAll(catalogue.matching(pattern)));
    }
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException("--exclude-tables leaves no table to read");
    }
    return chosen.stream().map(LegacyTable::qualifiedName).toList();
  }

  private static PseudonymKey key(Path file) throws CommandException {
    try {
      return PseudonymKey.read(file);
    } catch (PseudonymKeyException e) {
      throw new CommandException(ExitCode.USAGE, "--pseudonymize: " + e.getMessage(), e);
    }
  }
}
