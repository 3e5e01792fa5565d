package com.happypancake.cli.stage;

import com.happypancake.cli.failure.CommandException;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.dumps.PrivateFiles;
import com.happypancake.extractor.scaffold.Scaffold;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The files of a scaffold in a folder.
 *
 * @param text the .proto
 * @param descriptors the descriptor set
 */
record ScaffoldFiles(Path text, Path descriptors) {

  /**
   * Writes a scaffold's files, and makes the folder if it is missing.
   *
   * @param force whether files of other content are written over, which someone may have edited
   * @throws CommandException if there is such a file, and it is not to be written over; then
   *     neither is written
   * @throws IOException if the file system refuses
   */
  static ScaffoldFiles write(Scaffold scaffold, Path folder, boolean force)
      throws CommandException, IOException {
    Path text = folder.resolve(scaffold.name() + ".proto");
    Path descriptors = folder.resolve(scaffold.name() + DescriptorFiles.ENDING);
    byte[] textBytes = scaffold.text().getBytes(StandardCharsets.UTF_8);
    byte[] descriptorBytes = scaffold.descriptors().toByteArray();
    if (!force) {
      refuseEdited(text, textBytes);
      refuseEdited(descriptors, descriptorBytes);
    }
    PrivateFiles.createDirectories(folder);
    PrivateFiles.write(text, textBytes);
    PrivateFiles.write(descriptors, descriptorBytes);
    return new ScaffoldFiles(text, descriptors);
  }

  private static void refuseEdited(Path file, byte[] content) throws CommandException, IOException {
    if (Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), content)) {
      throw new CommandException(
          ExitCode.REFUSED,
          file
              + ": is there already and differs from what the database gives now, by an edit or"
              + " because the database changed; move it away, give another --out, or write over it"
              + " with --force");
    }
  }
}
