package com.happypancake.cli.folder;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.cli.Session;
import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code head}: the first records, as JSON. */
@Command(
    name = "head",
    header = "Print the first records as JSON, one in a line.",
    description = {
      "Prints people's data: mind where it goes.",
      "",
      "Times are ISO 8601: a table's own with no zone, an event's in UTC. GUIDs are text, bytes"
          + " hexadecimal, money a decimal in a string. Integers beyond 2^53, which JSON's readers"
          + " would round, are strings. A column that is NULL is null."
    },
    footer = {
      "  hpc ${PARENT-COMMAND-NAME} head ${PARENT-COMMAND-NAME}/fi",
      "  hpc dumps head -n 1 dumps/fi Messages | jq .",
      "  hpc dumps head -n 5 dumps/fi Messages/part-00000.pb.gz",
      "  hpc events head -n 100 events/fi flirt-sent | jq .occurredAt"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class HeadCommand extends FolderCommand {

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PART",
      description = "A part, a table or a type of events; without it, every part.")
  private Optional<String> part;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "10",
      description = "How many records to print. Default: ${DEFAULT-VALUE}.")
  private long lines;

  HeadCommand(Session session) {
    super(session);
  }

  @Override
  protected ExitCode run() throws IOException, CommandException, InterruptedException {
    if (lines < 0) {
      throw new CommandException(ExitCode.USAGE, "-n is " + lines + "; expected 0 or more");
    }
    Dump dump = open();
    Selection selection = Selection.of(dump, part);
    long left = lines;
    for (Part each : selection.parts()) {
      if (left > 0) {
        left -= print(dump, each, selection.eventType(), left);
      }
    }
    return ExitCode.OK;
  }

  private long print(Dump dump, Part each, Optional<String> eventType, long most)
      throws IOException, CommandException, InterruptedException {
    Descriptor message = dump.descriptor(each);
    EventTypes types = EventTypes.of(dump);
    long printed = 0;
    try (PartReader reader = dump.read(each)) {
      while (printed < most && reader.advance()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (eventType.isEmpty() || types.of(reader).equals(eventType.get())) {
          out().line(ReadableJson.of(parse(message, reader)));
          printed++;
        }
      }
    }
    return printed;
  }

  private static DynamicMessage parse(Descriptor message, PartReader reader) throws IOException {
    try {
      return DynamicMessage.parseFrom(message, reader.record());
    } catch (InvalidProtocolBufferException e) {
      throw new DamagedDumpException(
          reader.where() + ": not a " + message.getFullName() + ": " + e.getMessage(), e);
    }
  }
}
