package com.happypancake.cli.folder;

import com.happypancake.cli.Group;
import com.happypancake.cli.Holds;
import com.happypancake.cli.Session;
import picocli.CommandLine.Command;

/** {@code hpc events}: looks into a folder of events, by the same commands as {@code dumps}. */
@Command(
    name = "events",
    header = "Look into a folder of events.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"  hpc events ls events/fi", "  hpc events head -n 3 events/fi message-sent"})
@Holds({
  LsCommand.class,
  HeadCommand.class,
  CatCommand.class,
  CountCommand.class,
  StatsCommand.class,
  FindCommand.class,
  DiffCommand.class,
  ExportCommand.class,
  VerifyCommand.class,
  RepairCommand.class,
  IndexCommand.class
})
public final class EventsCommand extends Group {

  EventsCommand(Session session) {
    super(session);
  }
}
