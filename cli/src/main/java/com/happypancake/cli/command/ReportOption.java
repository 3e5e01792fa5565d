package com.happypancake.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for a report in a file. */
public final class ReportOption {

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the report as JSON too, however the run ends.")
  private @Nullable Path file;

  /** Returns whether a report is asked for. */
  public boolean isSet() {
    return file != null;
  }

  /**
   * Checks before the run that the file can be written.
   *
   * @throws CommandException if it can't
   */
  public void check() throws IOException, CommandException {
    if (file != null) {
      new ReportFile(file).check();
    }
  }

  /**
   * Writes the report, if one is asked for.
   *
   * @param then what the run has done and what to do, as a clause
   * @throws CommandException if the file can't be written
   */
  public void write(String json, String then) throws CommandException {
    if (file != null) {
      new ReportFile(file).write(json, then);
    }
  }
}
