package com.happypancake.inspect.delimited;

import com.google.protobuf.Descriptors.Descriptor;
import com.happypancake.dumps.block.Closeables;
import com.happypancake.inspect.query.InvalidQueryException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A file of another program, opened: its compression, its prefix and its records. */
final class RecordFile implements Closeable {

  /** The prefix is recognised by so many bytes of the file's beginning. */
  static final int SAMPLE_BYTES = 1 << 20;

  private final Compression compression;
  private final Optional<RecordPrefix> prefix;
  private final DelimitedReader reader;

  private RecordFile(
      Compression compression, Optional<RecordPrefix> prefix, DelimitedReader reader) {
    this.compression = compression;
    this.prefix = prefix;
    this.reader = reader;
  }

  /**
   * Opens a file.
   *
   * @param given the prefix; empty to recognise it
   * @param message the message of the records, by which the prefix is recognised
   * @throws DamagedFileException if the file's beginning can't be decompressed, or no prefix fits
   * @throws InvalidQueryException if several prefixes fit
   * @throws IOException if the file can't be read
   */
  static RecordFile open(Path file, Optional<RecordPrefix> given, Descriptor message)
      throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "is a folder; expected a file");
    }
    DecompressedStream in = DecompressedStream.open(file);
    try {
      return open(file, in, given, message);
    } catch (IOException | RuntimeException e) {
      Closeables.closeAfter(e, in);
      throw e;
    }
  }

  private static RecordFile open(
      Path file, DecompressedStream in, Optional<RecordPrefix> given, Descriptor message)
      throws IOException {
    Compression compression = in.compression();
    if (given.isPresent()) {
      return new RecordFile(compression, given, new DelimitedReader(file, in, given.get()));
    }
    byte[] sample = new byte[SAMPLE_BYTES];
    int size = 0;
    boolean whole = false;
    try {
      while (size < SAMPLE_BYTES && !whole) {
        int read = in.read(sample, size, SAMPLE_BYTES - size);
        whole = read < 0;
        size += Math.max(0, read);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IOException | RuntimeException e) {
      if (size == 0) {
        throw DamagedFileException.ofStream(file, 1, 0, e);
      }
      // The reader meets the damage again, after the records before it.
    }
    sample = Arrays.copyOf(sample, size);
    Optional<RecordPrefix> found =
        size == 0 ? Optional.empty() : Optional.of(recognised(file, sample, whole, message));
    return new RecordFile(
        compression,
        found,
        new DelimitedReader(
            file,
            new SequenceInputStream(new ByteArrayInputStream(sample), in),
            found.orElse(RecordPrefix.VARINT)));
  }

  private static RecordPrefix recognised(
      Path file, byte[] sample, boolean whole, Descriptor message) throws IOException {
    List<RecordPrefix> fits = PrefixGuess.of(file, sample, whole, message);
    if (fits.isEmpty()) {
      throw new DamagedFileException(
          file,
          1,
          0,
          "it is not a "
              + message.getFullName()
              + " with any prefix that hpc knows; is that the right message?",
          false,
          null);
    }
    if (fits.size() > 1) {
      throw new InvalidQueryException(
          "%s: several prefixes fit its first records: %s; name the right one by --prefix",
          file,
          fits.stream()
              .map(each -> each.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", ")));
    }
    return fits.get(0);
  }

  Compression compression() {
    return compression;
  }

  /** Returns the given or recognised prefix; empty if the file has no records. */
  Optional<RecordPrefix> prefix() {
    return prefix;
  }

  DelimitedReader reader() {
    return reader;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
