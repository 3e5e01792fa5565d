package com.happypancake.cli.folder;

import com.happypancake.cli.CommandContext;
import com.happypancake.cli.CommandGroup;
import picocli.CommandLine.Command;

/** What looks into a folder, whatever is in it: the same commands for dumps and for events. */
@Command(
    subcommands = {
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
abstract class FolderGroup extends CommandGroup {

  FolderGroup(CommandContext context) {
    super(context);
  }
}
