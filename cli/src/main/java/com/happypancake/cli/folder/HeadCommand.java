package com.happypancake.cli.folder;

import com.happypancake.cli.command.CommandException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code head}: prints the first records. */
@Command(
    name = "head",
    header = "Print the first records as JSON, one in a line.",
    description = {
      "Prints people's data: mind where it goes.",
      "",
      "Times are ISO 8601: without a zone in tables, in UTC in events. GUIDs are text, bytes"
          + " hexadecimal, money a decimal in a string. Integers beyond 2^53, which JSON readers"
          + " would round, are strings. NULL is null."
    },
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} head ${PARENT-COMMAND-NAME}/fi",
      "  hpc dumps head -n 1 dumps/fi Messages | jq .",
      "  hpc dumps head -n 5 dumps/fi Messages/part-00000.pb.gz",
      "  hpc dumps head dumps/fi Messages --where FromMemberId=17",
      "  hpc events head -n 100 events/fi flirt-sent | jq .occurredAt",
      "  hpc events head events/fi --member 17 --from 2014-03-01"
    })
final class HeadCommand extends PrintCommand {

  @Option(
      names = {"-n", "--lines"},
      order = -2, // Sorts before the superclass options, which have picocli's default of -1.
      paramLabel = "N",
      defaultValue = "10",
      description = "How many records to print. Default: ${DEFAULT-VALUE}.")
  private long lines;

  @Override
  protected void run() throws IOException, CommandException, InterruptedException {
    if (lines < 0) {
      throw CommandException.usage("-n is %d; expected 0 or more", lines);
    }
    print(lines);
  }
}
