package com.happypancake.cli.folder;

import com.happypancake.cli.CommandContext;
import com.happypancake.cli.console.Table;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.dumps.Dump;
import com.happypancake.inspect.FolderSummary;
import com.happypancake.inspect.query.PartNames;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code ls}: describes a folder and lists its parts. */
@Command(
    name = "ls",
    header = "List the parts of a folder, with counts, sizes and keys.",
    description = "Reads only the manifest, so it is quick for large folders too.",
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} ls ${PARENT-COMMAND-NAME}/fi",
      "  hpc ${PARENT-COMMAND-NAME} ls ${PARENT-COMMAND-NAME}/fi | grep part-"
    })
final class LsCommand extends FolderCommand {

  LsCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitCode run() throws IOException {
    Dump dump = open();
    for (String line : FolderSummary.lines(dump)) {
      output().line(line);
    }
    output().line("");
    Table table = new Table("PART", "HOLDS", "RECORDS", "BYTES", "FIRST", "LAST");
    for (Part part : dump.parts()) {
      table.add(
          part.getPath(),
          holds(part),
          part.getRecords(),
          part.getBytes(),
          key(part, part.getKeyRange().getFirst()),
          key(part, part.getKeyRange().getLast()));
    }
    table.print(output());
    return ExitCode.OK;
  }

  private static String holds(Part part) {
    String what = part.getTable().isEmpty() ? part.getMessage() : part.getTable();
    return PartNames.isDeletedKeys(part) ? what + " (deleted keys)" : what;
  }

  private static String key(Part part, String text) {
    return part.hasKeyRange() ? text : "-";
  }
}
