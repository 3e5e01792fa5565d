package com.happypancake.cli.seed;

import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.ReportFile;
import com.happypancake.seeder.report.HtmlSeedReport;
import com.happypancake.seeder.report.JsonSeedReport;
import com.happypancake.seeder.report.SeedLogReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The option for reports over all runs of a seed log. */
public final class SeedReportOption {

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write a report over all runs of the log too, however the run ends: a page with charts if"
              + " FILE ends with .html, else JSON. May be given twice.")
  private List<Path> files = new ArrayList<>();

  /** Returns whether a report is asked for. */
  public boolean isWanted() {
    return !files.isEmpty();
  }

  /**
   * Checks before the run that the files can be written.
   *
   * @throws CommandException if one can't
   */
  public void check() throws IOException, CommandException {
    for (Path file : files) {
      new ReportFile(file).check();
    }
  }

  /**
   * Writes the report into each file. Also called when a run begins, so that no older report stays.
   *
   * @param then what the run has done and what to do if a file can't be written, as a clause
   * @throws CommandException if a file can't be written; the others were tried too
   */
  public void write(SeedLogReport report, String then) throws CommandException {
    CommandException failure = null;
    for (Path file : files) {
      boolean isPage = file.toString().toLowerCase(Locale.ROOT).endsWith(".html");
      try {
        new ReportFile(file)
            .write(isPage ? HtmlSeedReport.of(report) : JsonSeedReport.of(report), then);
      } catch (CommandException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
