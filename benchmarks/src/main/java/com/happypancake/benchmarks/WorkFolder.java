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
 * @param folder where they lie; made if it is not there
 * @param bytes the least size of the raw file, whose last record is whole
 */
record WorkFolder(Path folder, long bytes) {

  /** The raw file, our dump and one output are there at the same time. */
  private static final int SPACE_PERCENT = 250;

  /** The records, each after its length: what all write. */
  Path raw() {
    return folder.resolve("messages.raw");
  }

  /** Our dump of them: what all read. */
  Path dump() {
    return folder.resolve("dump");
  }

  /** What is written while it is measured. */
  Path output() {
    return folder.resolve("output");
  }

  /** The tables of the warm process. */
  Path tables() {
    return folder.resolve("tables.md");
  }

  /** The archive of classes that our processes share. */
  Path archive() {
    return folder.resolve("write.jsa");
  }

  /** Removes what an earlier run left, and makes the raw file. */
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

  /** Removes all files of a run. */
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
      // Otherwise the disk would be busy with it while the first contender runs.
      file.getFD().sync();
    }
  }

  /** Removes a file or a whole folder, if it is there. */
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
