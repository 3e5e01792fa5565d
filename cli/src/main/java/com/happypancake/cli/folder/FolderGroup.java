package com.happypancake.cli.folder;

import com.happypancake.cli.command.Subcommand;
import picocli.CommandLine.Command;

/** A group of the commands that look into a folder of dumps or events. */
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
abstract class FolderGroup extends Subcommand {}
