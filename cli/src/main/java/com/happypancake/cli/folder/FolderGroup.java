package com.happypancake.cli.folder;

import com.happypancake.cli.Group;
import com.happypancake.cli.Holds;
import com.happypancake.cli.Session;

/** What looks into a folder, whatever is in it: the same commands for dumps and for events. */
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
abstract class FolderGroup extends Group {

  FolderGroup(Session session) {
    super(session);
  }
}
