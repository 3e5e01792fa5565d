package com.happypancake.benchmarks;

import com.google.protobuf.CodedOutputStream;
import com.happypancake.schemas.legacy.Message;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The files of a run.
 *
 * @param folder the folder of the files, which is created if necessary
 * @param bytes the minimum size of the raw file; its last record is complete
 */
record WorkFolder(Path folder, long bytes) {

  /** The raw file, the dump and one output exist at the same time. */
  private static final int SPACE_PERCENT = 250;

  /** Returns the file of length-prefixed records that all writers read. */
  Path raw() {
    return folder.resolve("messages.raw");
  }

  /** Returns the dump of these records that all readers read. */
  Path dump() {
    return folder.resolve("dump");
  }

  /** Returns the output of a measured writer. */
  Path output() {
    return folder.resolve("output");
  }

  /** Returns the tables of the warm process. */
  Path tables() {
    return folder.resolve("tables.md");
  }

  /** Returns the archive of classes that hpc's processes share. */
  Path archive() {
    return folder.resolve("write.jsa");
  }

  /** Deletes the files of an earlier run and makes the raw file. */
  void prepare() throws IOException {
    Files.createDirectories(folder);
    clear();
    long needed = bytes / 100 * SPACE_PERCENT;
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < needed) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: has %d MB free; the run needs %d MB; name another folder with --work",
              folder,
              free / 1_000_000,
              needed / 1_000_000));
    }
    generate();
  }

  /** Deletes all files of a run. */
  void clear() throws IOException {
    for (Path each : List.of(raw(), dump(), output(), tables(), archive())) {
      delete(each);
    }
  }

  private void generate() throws IOException {
    MessageGenerator source = new MessageGenerator();
    long written = 0;
    try (FileOutputStream file = new FileOutputStream(raw().toFile());
        OutputStream out = new BufferedOutputStream(file, 1 << 20)) {
      while (written < bytes) {
        Message message = source.next();
        message.writeDelimitedTo(out);
        int length = message.getSerializedSize();
        written += CodedOutputStream.computeUInt32SizeNoTag(length) + length;
      }
      out.flush();
      // Otherwise the disk would still write the file during the first contender's run.
      file.getFD().sync();
    }
  }

  /** Deletes a file or a whole folder, if it exists. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(path)) {
      for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
