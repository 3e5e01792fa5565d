package com.happypancake.dumps;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.happypancake.dumps.block.BlockWriter;
import com.happypancake.dumps.block.Closeables;
import com.happypancake.dumps.block.Workers;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.schemas.manifest.KeyRange;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes one part of a dump: records in the given order, and their index.
 *
 * <p>All processors deflate records while the caller writes more. The file has a temporary name
 * until {@link #finish}. Closing an unfinished writer deletes it. Not thread-safe.
 */
public final class PartWriter implements Closeable {

  /** The maximum length of a record: 256 MiB. */
  public static final int MAX_RECORD_BYTES = 1 << 28;

  private static final int MAX_PREFIX_BYTES = 5;

  private final Path folder;
  private final Path temporary;
  private final Part.Builder part;
  private final Optional<RecordKey> key;
  private final Consumer<Part> finished;
  private final BlockWriter blocks;
  private final byte[] prefix = new byte[MAX_PREFIX_BYTES];
  private String firstKey = "";
  private String lastKey = "";
  private int lastLength;
  private long records;
  private boolean done;

  /**
   * Creates a writer.
   *
   * @param folder the dump's folder
   * @param part the manifest's entry with path and message
   * @param key reads a record's key; empty if the message has none
   * @param finished receives the finished part
   */
  PartWriter(
      Path folder,
      Part.Builder part,
      Optional<RecordKey> key,
      WriteOptions options,
      Workers workers,
      Consumer<Part> finished)
      throws IOException {
    this.folder = folder;
    this.temporary = DumpLayout.temporary(folder.resolve(part.getPath()));
    this.part = part;
    this.key = key;
    this.finished = finished;
    this.blocks = new BlockWriter(PrivateFiles.create(temporary), part.getPath(), options, workers);
  }

  /**
   * Appends a record.
   *
   * @param record a message of the part's type, in wire format; not retained
   * @throws IOException if writing fails, the record is longer than {@link #MAX_RECORD_BYTES}, or
   *     its key cannot be read
   */
  public void write(byte[] record) throws IOException {
    write(record, 0, record.length);
  }

  /**
   * Appends a record that is a range of an array.
   *
   * @param bytes the array, which is not retained
   * @param offset the record's offset
   * @param length the number of bytes of the record
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
    int prefixBytes = prefix(length);
    if (prefixBytes + length > blocks.room()) {
      endBlock();
    }
    boolean spans = prefixBytes + length > blocks.room();
    if (records % PartIndex.DISTANCE == 0) {
      blocks.enter(records + 1, key(bytes, offset, length));
    }
    firstKey = records == 0 ? key(bytes, offset, length) : firstKey;
    blocks.write(prefix, 0, prefixBytes);
    blocks.write(bytes, offset, length);
    records++;
    lastLength = length;
    if (spans) {
      lastKey = key(bytes, offset, length);
      lastLength = 0;
      blocks.endBlock();
    }
  }

  /** Puts a length as a varint into {@link #prefix} and returns the number of its bytes. */
  private int prefix(int length) {
    int size = 0;
    int rest = length;
    while (rest > 0x7F) {
      prefix[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    prefix[size++] = (byte) rest;
    return size;
  }

  /** Ends a block of whole records. Reads the key of the last one, which may be the part's last. */
  private void endBlock() throws IOException {
    if (lastLength > 0) {
      lastKey = key(blocks.filling(), blocks.filled() - lastLength, lastLength);
      lastLength = 0;
    }
    blocks.endBlock();
  }

  private String key(byte[] bytes, int offset, int length) throws IOException {
    if (key.isEmpty()) {
      return "";
    }
    try {
      return key.get().of(bytes, offset, length);
    } catch (InvalidProtocolBufferException e) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: a record near %d has no key that its message, %s, tells: %s",
              part.getPath(),
              records + 1,
              part.getMessage(),
              e.getMessage()),
          e);
    }
  }

  /** Appends a message of the part's type. */
  public void write(MessageLite message) throws IOException {
    write(message.toByteArray());
  }

  /** Returns the number of appended records. */
  public long records() {
    return records;
  }

  /**
   * Returns the manifest's entry for this part. The caller may add to it before {@link #finish},
   * which sets counts, checksums and key range.
   */
  public Part.Builder entry() {
    return part;
  }

  /**
   * Ends the file, synchronises it to the disk, writes its index, gives the file its final name and
   * adds the part to the dump.
   *
   * @return the manifest's entry
   * @throws IOException if writing fails; then the part is not added to the dump
   */
  public Part finish() throws IOException {
    endBlock();
    blocks.finish();
    blocks.close();
    part.setRecords(records)
        .setBytes(blocks.fileBytes())
        .setContentBytes(blocks.contentBytes())
        .setSha256(blocks.fileSha256())
        .setContentSha256(blocks.contentSha256());
    if (key.isPresent() && records > 0) {
      part.setKeyRange(KeyRange.newBuilder().setFirst(firstKey).setLast(lastKey));
    }
    Part entry = part.build();
    // The index is written first: one that does not fit its part only costs time.
    PartIndex.write(folder, entry, PartIndex.DISTANCE, blocks.entries());
    PrivateFiles.rename(temporary, folder.resolve(part.getPath()));
    done = true;
    finished.accept(entry);
    return entry;
  }

  @Override
  public void close() throws IOException {
    Closeables.closeAll(blocks, this::deleteUnlessDone);
  }

  private void deleteUnlessDone() throws IOException {
    if (!done) {
      Files.deleteIfExists(temporary);
    }
  }
}
