package com.happypancake.cli.command;

import com.happypancake.dumps.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
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
    if (file == null) {
      return;
    }
    try {
      PrivateFiles.checkWritable(file);
    } catch (AccessDeniedException e) {
      throw new CommandException(ExitCode.LOCAL, "--report: " + FailureMapper.of(e).what(), e);
    } catch (FileSystemException e) {
      throw new CommandException(ExitCode.USAGE, "--report: " + FailureMapper.of(e).what(), e);
    }
  }

  /**
   * Writes the report, if one is asked for. The run has ended by now, so an error must say what
   * that means.
   *
   * @param then what the run has done and what to do, as a clause
   * @throws CommandException if the file can't be written
   */
  public void write(String json, String then) throws CommandException {
    if (file == null) {
      return;
    }
    try {
      PrivateFiles.writeTo(file, json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      String what = FailureMapper.of(e).what();
      throw new CommandException(
          ExitCode.LOCAL, "--report: " + file + " could not be written (" + what + "); " + then, e);
    }
  }
}
