package com.happypancake.cli.command;

import com.happypancake.dumps.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A file for a report, from the option {@code --report}.
 *
 * @param path the path that the user gave
 */
public record ReportFile(Path path) {

  /**
   * Checks before the run that the file can be written.
   *
   * @throws CommandException if it can't
   */
  public void check() throws IOException, CommandException {
    try {
      PrivateFiles.checkWritable(path);
    } catch (AccessDeniedException e) {
      throw new CommandException(ExitCode.LOCAL, "--report: " + FailureMapper.of(e).what(), e);
    } catch (FileSystemException e) {
      throw new CommandException(ExitCode.USAGE, "--report: " + FailureMapper.of(e).what(), e);
    }
  }

  /**
   * Writes the report, so that the file is always complete. The run has ended by now, so an error
   * must say what that means.
   *
   * @param then what the run has done and what to do, as a clause
   * @throws CommandException if the file can't be written
   */
  public void write(String text, String then) throws CommandException {
    try {
      PrivateFiles.writeTo(path, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      String what = FailureMapper.of(e).what();
      throw new CommandException(
          ExitCode.LOCAL, "--report: " + path + " could not be written (" + what + "); " + then, e);
    }
  }
}
