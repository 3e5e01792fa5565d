package com.happypancake.cli.stage;

import com.happypancake.cli.console.ProgressLine;
import com.happypancake.dumps.Dump;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Says of what a stage reads that it was damaged once. */
final class Losses {

  private Losses() {}

  /**
   * Warns if a folder was repaired and lacks records.
   *
   * @throws IOException as {@link Dump#open}
   */
  static void warn(ProgressLine progress, Path folder) throws IOException {
    long lost = Dump.lostRecords(Dump.open(folder).manifest());
    if (lost > 0) {
      progress.say(
          String.format(
              Locale.ROOT,
              "warning: %s is a repaired folder and lacks %d records; its manifest lists them",
              folder,
              lost));
    }
  }
}
