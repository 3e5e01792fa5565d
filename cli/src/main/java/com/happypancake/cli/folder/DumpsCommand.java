package com.happypancake.cli.folder;

import com.happypancake.cli.Session;
import picocli.CommandLine.Command;

/** {@code hpc dumps}: looks into a folder of dumps. */
@Command(
    name = "dumps",
    header = "Look into a folder of dumps.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"  hpc dumps ls dumps/fi", "  hpc dumps head -n 3 dumps/fi Messages"})
public final class DumpsCommand extends FolderGroup {

  DumpsCommand(Session session) {
    super(session);
  }
}
