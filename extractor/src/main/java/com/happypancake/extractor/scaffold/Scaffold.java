package com.happypancake.extractor.scaffold;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.happypancake.dumps.PrivateFiles;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.schemas.catalogue.DescriptorSets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A database's schema as messages: as text and as descriptors.
 *
 * @param name of the files, without an ending
 * @param text the annotated .proto, for people
 * @param descriptors of the text, with all imports
 * @param tables how many tables have a message
 * @param columns how many columns have a field
 * @param columnsLeftOut how many columns of these tables have no field
 */
public record Scaffold(
    String name,
    String text,
    FileDescriptorSet descriptors,
    int tables,
    int columns,
    int columnsLeftOut) {

  /**
   * The files of a scaffold.
   *
   * @param text the .proto
   * @param descriptors the descriptor set
   */
  public record Written(Path text, Path descriptors) {}

  /**
   * Writes both files, and makes the folder if it is missing.
   *
   * @param overwrite whether to overwrite files of other content, which someone may have edited
   * @throws RefusedFolderException if there is such a file and it may not be overwritten; then
   *     nothing is written
   * @throws IOException if the file system refuses
   */
  public Written writeTo(Path folder, boolean overwrite) throws IOException {
    Path textFile = folder.resolve(name + ".proto");
    Path descriptorFile = folder.resolve(name + DescriptorSets.FILE_ENDING);
    byte[] textBytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] descriptorBytes = descriptors.toByteArray();
    if (!overwrite) {
      refuseEdited(textFile, textBytes);
      refuseEdited(descriptorFile, descriptorBytes);
    }
    PrivateFiles.createDirectories(folder);
    PrivateFiles.write(textFile, textBytes);
    PrivateFiles.write(descriptorFile, descriptorBytes);
    return new Written(textFile, descriptorFile);
  }

  private static void refuseEdited(Path file, byte[] content) throws IOException {
    if (Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), content)) {
      throw new RefusedFolderException(
          Reason.NOT_EMPTY,
          file
              + ": is there already and differs from what the database gives now, by an edit or"
              + " because the database changed; move it away, give another --out, or write over it"
              + " with --force");
    }
  }
}
