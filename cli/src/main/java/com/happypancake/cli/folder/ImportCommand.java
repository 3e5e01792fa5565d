package com.happypancake.cli.folder;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.Candidates;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ExitCode;
import com.happypancake.cli.command.SchemaOptions;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Quantities;
import com.happypancake.dumps.Dump;
import com.happypancake.inspect.delimited.DumpImport;
import com.happypancake.inspect.delimited.DumpImport.FileResult;
import com.happypancake.inspect.delimited.DumpImport.TableFile;
import com.happypancake.inspect.delimited.RecordPrefix;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.options.OptionsProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hpc dumps import}: turns files of another program into a dump. */
@Command(
    name = "import",
    header = "Turn files of length-prefixed records, which another program wrote, into a dump.",
    description = {
      "Reads plain files and files that gzip, bzip2, xz, lz4 or zstd compressed. A file may hold"
          + " several compressed streams one after another. Keeps each record byte for byte, with"
          + " fields that the message lacks. Files of one table become its parts, in their order.",
      "",
      "Name the table of all files by --table or --message, or the table of each file:"
          + " Messages=FILE. The schema tells which table and which message belong together.",
      "",
      "At a damage it stops with exit 3, and names the file, the record and the offset in the"
          + " uncompressed stream. With --keep-intact it takes the records before the damage, goes"
          + " on with the next file, lists what is missing, and exits with 3."
    },
    footer = {
      "  hpc dumps import --message hpc.legacy.Message --table Messages --country FI \\",
      "      old/messages.gz --out dumps/old",
      "  hpc dumps import --country FI Cities=c.gz Messages=m1.gz Messages=m2.gz \\",
      "      --out dumps/old",
      "  hpc dumps import --country SE --descriptors shop.desc --table Orders \\",
      "      --prefix little orders.bin.zst --out dumps/shop"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class ImportCommand extends Subcommand {

  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "The files; without --table and --message each as TABLE=FILE.")
  private List<String> files;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "A new or empty folder, or one that an interrupted run left.")
  private Path out;

  @Option(
      names = "--country",
      required = true,
      paramLabel = "CODE",
      completionCandidates = Candidates.Countries.class,
      description = "The country of the rows, whose time zone their times are in: FI.")
  private String country;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "The table of all files. Default: that of --message.")
  private @Nullable String table;

  @Option(
      names = "--message",
      paramLabel = "NAME",
      description =
          "The full name of the records' message: hpc.legacy.Message. Default: the one that holds"
              + " the table's rows.")
  private @Nullable String message;

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      description =
          "What precedes each record: varint, its length as protobuf's delimited form has it;"
              + " tagged, a field's tag and such a length (protobuf-net); little or big, its length"
              + " in 4 bytes, little- or big-endian. Default: recognised from the first records.")
  private @Nullable RecordPrefix prefix;

  @Option(
      names = "--keep-intact",
      description = "Take the records before the damage from a damaged file.")
  private boolean keepIntact;

  @Mixin private SchemaOptions schemas;

  @Override
  protected Optional<Path> target() {
    return Optional.of(out);
  }

  @Override
  protected void run() throws IOException, CommandException, InterruptedException {
    Country where = Arguments.check("--country", () -> Country.of(country));
    List<TableFile> sources = sources();
    List<FileResult> results;
    try (ProgressLine progress = progress()) {
      results =
          new DumpImport(
                  out,
                  where,
                  Optional.ofNullable(prefix),
                  keepIntact,
                  context().clock(),
                  (file, records) ->
                      progress.update(() -> "importing " + file + ": " + records + " records"))
              .run(sources);
    }
    print(results);
    long damaged = results.stream().filter(result -> result.damage().isPresent()).count();
    if (damaged > 0) {
      throw CommandException.format(
          ExitCode.DATA,
          "%s: lacks records of %s, listed above",
          out,
          Quantities.count(damaged, "damaged file"));
    }
  }

  private List<TableFile> sources() throws CommandException {
    List<FileDescriptor> known = schemas.files();
    LegacyCatalogue catalogue = schemas.catalogue();
    List<TableFile> sources = new ArrayList<>();
    for (String argument : files) {
      Optional<String> tableName = Optional.ofNullable(table);
      String file = argument;
      if (table == null && message == null) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
          throw CommandException.usage(
              "which table does %s belong to? Give --table, or TABLE=FILE", argument);
        }
        tableName = Optional.of(argument.substring(0, equals));
        file = argument.substring(equals + 1);
      }
      sources.add(source(known, catalogue, tableName, file));
    }
    return sources;
  }

  private TableFile source(
      List<FileDescriptor> known,
      LegacyCatalogue catalogue,
      Optional<String> tableName,
      String file)
      throws CommandException {
    Path path = Arguments.path("FILE", file);
    if (message == null) {
      LegacyTable found =
          Arguments.check("--table", () -> catalogue.table(tableName.orElseThrow()));
      return new TableFile(path, found.descriptor(), found.qualifiedName());
    }
    Descriptor named =
        Arguments.check("--message", () -> DescriptorSets.message(known, String.valueOf(message)));
    if (!named.getOptions().hasExtension(OptionsProto.table)) {
      String foreign =
          tableName.orElseThrow(
              () ->
                  CommandException.usage(
                      "%s does not name its table; give --table", named.getFullName()));
      return new TableFile(path, named, LegacyTable.withSchema(foreign));
    }
    LegacyTable found = Arguments.check("--message", () -> LegacyTable.of(named));
    String other = tableName.orElse(found.name());
    if (!other.equalsIgnoreCase(found.name()) && !other.equalsIgnoreCase(found.qualifiedName())) {
      throw CommandException.usage(
          "--table is %s, but %s holds the rows of %s",
          other, named.getFullName(), found.qualifiedName());
    }
    return new TableFile(path, named, found.qualifiedName());
  }

  private void print(List<FileResult> results) throws IOException {
    ImportReport report = new ImportReport(results, prefix != null);
    report.files().print(output());
    for (String note : report.notes()) {
      print("%s", note);
    }
    Dump dump = Dump.open(out);
    print(
        "%s: %s in %s, content %s",
        out,
        Quantities.count(report.records(), "row"),
        Quantities.count(dump.parts().size(), "part"),
        dump.manifest().getContentDigest());
  }
}
