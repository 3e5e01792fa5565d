package com.happypancake.cli.folder;

import picocli.CommandLine.Command;

/** {@code hpc events}: looks into a folder of events. */
@Command(
    name = "events",
    header = "Look into a folder of events.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"  hpc events ls events/fi", "  hpc events head -n 3 events/fi message-sent"})
public final class EventsCommand extends FolderGroup {}
