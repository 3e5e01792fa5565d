package com.happypancake.dumps;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.happypancake.schemas.manifest.Part;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Writes one part of a dump: records in the order in which they are given.
 *
 * <p>The file has a temporary name until {@link #finish}; closing a writer that was not finished
 * removes it. For one thread.
 */
public final class PartWriter implements Closeable {

  /** The longest record that a part may hold: 256 MiB. */
  public static final int MAX_RECORD_BYTES = 1 << 28;

  private static final int MAX_PREFIX_BYTES = 5;

  private final Path temporary;
  private final Path target;
  private final Part.Builder part;
  private final Consumer<Part> finished;
  private final BlockWriter blocks;
  private final byte[] prefix = new byte[MAX_PREFIX_BYTES];
  private long records;
  private boolean done;

  PartWriter(Path target, Part.Builder part, int level, Consumer<Part> finished)
      throws IOException {
    this.target = target;
    this.temporary = target.resolveSibling(target.getFileName() + ".tmp");
    this.part = part;
    this.finished = finished;
    this.blocks = new BlockWriter(PrivateFiles.create(temporary), level);
  }

  /**
   * Appends a record.
   *
   * @param record a message of the part's type, in wire format; not kept
   * @throws IOException if the disk refuses it, or the record is longer than {@link
   *     #MAX_RECORD_BYTES}
   */
  public void write(byte[] record) throws IOException {
    write(record, 0, record.length);
  }

  /**
   * Appends a record that is a range of an array.
   *
   * @param bytes holds the record; not kept
   * @param offset where it begins
   * @param length how many bytes it has
   * @throws IOException as {@link #write(byte[])}
   */
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > MAX_RECORD_BYTES) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: record %d has %d bytes; the format allows %d",
              part.getPath(),
              records + 1,
              length,
              MAX_RECORD_BYTES));
    }
    CodedOutputStream out = CodedOutputStream.newInstance(prefix);
    out.writeUInt32NoTag(length);
    int prefixBytes = out.getTotalBytesWritten();
    boolean fits = prefixBytes + length <= blocks.room();
    if (!fits) {
      blocks.endBlock();
    }
    boolean spans = prefixBytes + length > blocks.room();
    blocks.write(prefix, 0, prefixBytes);
    blocks.write(bytes, offset, length);
    if (spans) {
      blocks.endBlock();
    }
    records++;
  }

  /**
   * Appends a message.
   *
   * @param message of the part's type
   * @throws IOException as {@link #write(byte[])}
   */
  public void write(MessageLite message) throws IOException {
    write(message.toByteArray());
  }

  /** Returns how many records were appended. */
  public long records() {
    return records;
  }

  /** Returns the size of the file so far. */
  public long bytes() {
    return blocks.fileBytes();
  }

  /**
   * Returns the manifest's entry for this part, to add a key range and the like before {@link
   * #finish}, which sets path, counts and checksums.
   */
  public Part.Builder entry() {
    return part;
  }

  /**
   * Ends the file, synchronises it to the disk, gives it its final name and enters it in the
   * manifest that is being written.
   *
   * @return the manifest's entry
   * @throws IOException if the disk refuses; then nothing has the final name
   */
  public Part finish() throws IOException {
    blocks.finish();
    blocks.close();
    PrivateFiles.rename(temporary, target);
    done = true;
    Part entry =
        part.setRecords(records)
            .setBytes(blocks.fileBytes())
            .setContentBytes(blocks.contentBytes())
            .setSha256(blocks.fileSha256())
            .setContentSha256(blocks.contentSha256())
            .build();
    finished.accept(entry);
    return entry;
  }

  @Override
  public void close() throws IOException {
    blocks.close();
    if (!done) {
      Files.deleteIfExists(temporary);
    }
  }
}
