package com.happypancake.cli.folder;

import com.happypancake.cli.command.CommandException;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code cat}: prints all matching records. */
@Command(
    name = "cat",
    header = "Print all records that match, as JSON lines or CSV.",
    description = {
      "Prints people's data: mind where it goes.",
      "",
      "The values of readable are those of head. json is ProtoJSON, as protobuf libraries read and"
          + " write it with the folder's schema.desc: 64-bit integers are text, bytes base64 (ids"
          + " too), NULL is left out; wall clocks are 100-nanosecond ticks. csv holds one table or"
          + " one type of events; its values are those of the format readable, its lines end with"
          + " CR LF, and the fields of an event's payload begin with its name: messageSent.body. A"
          + " delta's deleted keys are left out unless their folder is named: Messages.deleted."
    },
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} cat ${PARENT-COMMAND-NAME}/fi | wc -l",
      "  hpc dumps cat dumps/fi Flirts --where ToMemberId=17 --where 'ReadAt is null'",
      "  hpc dumps cat dumps/fi Members --format csv --fields MemberId,Nickname",
      "  hpc dumps cat dumps/fi Messages --range 1000-1999",
      "  hpc events cat events/fi --type message-sent --to 2014-01-01 --format csv",
      "  hpc events cat events/fi --member 17 --format json"
    })
final class CatCommand extends PrintCommand {

  @Override
  protected void run() throws IOException, CommandException, InterruptedException {
    print(Long.MAX_VALUE);
  }
}
