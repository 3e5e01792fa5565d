package com.happypancake.cli.folder;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.console.ProgressLine;
import com.happypancake.cli.console.Table;
import com.happypancake.cli.folder.FolderCommand.PartCommand;
import com.happypancake.inspect.FolderExport;
import com.happypancake.inspect.QueryLines;
import com.happypancake.inspect.delimited.Compression;
import com.happypancake.inspect.query.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export}: writes the matching records to one file for each table or event type. */
@Command(
    name = "export",
    header = "Write the records that match to files, one for each table or type of events.",
    description = {
      "Writes Messages.jsonl or Messages.csv for a table, message-sent.jsonl for a type of events."
          + " The files hold people's data, and only you can read them. They get their names when"
          + " all are written; a run that fails leaves nothing. The formats are those of cat, and"
          + " delimited: whole records in protobuf's delimited form, each after its length as a"
          + " varint, which hpc dumps import and the protobuf libraries read. The folder's"
          + " schema.desc describes them."
    },
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} export ${PARENT-COMMAND-NAME}/fi --out plain/fi",
      "  hpc dumps export dumps/fi Messages --format csv --out plain/messages",
      "  hpc dumps export dumps/fi --format delimited --compression gzip --out plain/fi",
      "  hpc events export events/fi --member 17 --out plain/member-17"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class ExportCommand extends PartCommand {

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "A folder to make, or an empty one.")
  private Path out;

  @Option(
      names = "--compression",
      paramLabel = "NAME",
      defaultValue = "none",
      description = "gzip, bzip2, xz, lz4, zstd or none. Default: ${DEFAULT-VALUE}.")
  private Compression compression;

  @Mixin private RecordOptions records;
  @Mixin private PrintOptions print;

  @Override
  protected Optional<Path> target() {
    return Optional.of(out);
  }

  @Override
  protected void run() throws IOException, CommandException, InterruptedException {
    Query query = records.query(Query.of(open(), part()));
    QueryLines lines = print.lines(query);
    noteDeletedKeys(query);
    List<FolderExport.ExportedFile> files;
    try (ProgressLine progress = progress()) {
      files = FolderExport.write(lines, out, compression, progress.reading("exporting"));
    }
    Table table = new Table("FILE", "RECORDS");
    files.forEach(file -> table.add(file.path(), file.records()));
    table.add("total", files.stream().mapToLong(FolderExport.ExportedFile::records).sum());
    table.print(output());
  }
}
