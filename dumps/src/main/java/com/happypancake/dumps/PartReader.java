package com.happypancake.dumps;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads the records of one part in order, and holds them against the manifest.
 *
 * <p>Every block's CRC and every length is checked before a record is given out; the terminator,
 * the count and the content's SHA-256 when the end is reached. For one thread.
 */
public final class PartReader implements Closeable {

  private static final int BUFFER_BYTES = 1 << 17;
  private static final int MAX_PREFIX_BYTES = 5;

  /** Longer records are read in steps, so that a false length allocates no more than is there. */
  private static final int STEP_BYTES = 1 << 20;

  private final Part part;
  private final BlockReader blocks;
  private final MessageDigest digest = Digests.sha256();
  private final byte[] one = new byte[1];
  private byte[] record = new byte[0];
  private long ordinal;
  private String position = "0:0";
  private long block;
  private int offset;
  private long end = Long.MAX_VALUE;

  PartReader(Path folder, Part part) throws IOException {
    this.part = part;
    this.blocks =
        new BlockReader(
            new BufferedInputStream(
                Files.newInputStream(folder.resolve(part.getPath())), BUFFER_BYTES),
            part.getPath());
  }

  /**
   * Reads the next record.
   *
   * @return false at the end of a part that is whole
   * @throws DamagedDumpException if the part is not what its manifest says; the message tells the
   *     record and its virtual offset
   * @throws IOException if the file cannot be read
   */
  public boolean advance() throws IOException {
    if (ordinal + 1 >= end) {
      return false;
    }
    position = blocks.position();
    block = blocks.nextBlockOffset();
    offset = blocks.nextOffset();
    int length = readLength();
    if (length < 0) {
      checkEnd();
      return false;
    }
    ordinal++;
    if (ordinal > part.getRecords()) {
      throw damaged(
          "there are more records than the " + part.getRecords() + " that the manifest counts");
    }
    record = new byte[Math.min(length, STEP_BYTES)];
    int read = 0;
    while (read < length) {
      if (read == record.length) {
        record = Arrays.copyOf(record, (int) Math.min(length, 2L * record.length));
      }
      int now = blocks.read(record, read, record.length - read);
      if (now == 0) {
        throw damaged("the part ends after " + read + " of the record's " + length + " bytes");
      }
      digest.update(record, read, now);
      read += now;
    }
    return true;
  }

  /** Returns the length of the next record, or -1 at the end. */
  private int readLength() throws IOException {
    int length = 0;
    for (int shift = 0; shift < MAX_PREFIX_BYTES * 7; shift += 7) {
      if (blocks.read(one, 0, 1) == 0) {
        if (shift == 0) {
          return -1;
        }
        throw damagedNext("the part ends inside a record's length");
      }
      digest.update(one);
      length |= (one[0] & 0x7F) << shift;
      if (one[0] >= 0) {
        if (shift == 28 && one[0] > 0x0F) {
          throw damagedNext("a record's length has more than 32 bits");
        }
        if (length < 0 || length > PartWriter.MAX_RECORD_BYTES) {
          throw damagedNext(
              String.format(
                  Locale.ROOT,
                  "length %d exceeds the limit %d",
                  Integer.toUnsignedLong(length),
                  PartWriter.MAX_RECORD_BYTES));
        }
        return length;
      }
    }
    throw damagedNext("a record's length has more than " + MAX_PREFIX_BYTES + " bytes");
  }

  private void checkEnd() throws IOException {
    if (ordinal != part.getRecords()) {
      throw new DamagedDumpException(
          String.format(
              Locale.ROOT,
              "%s: holds %d records; the manifest counts %d",
              part.getPath(),
              ordinal,
              part.getRecords()));
    }
    String contentSha256 = Digests.hex(digest);
    if (!contentSha256.equals(part.getContentSha256())) {
      throw new DamagedDumpException(
          String.format(
              Locale.ROOT,
              "%s: the content's SHA-256 is %s; the manifest has %s",
              part.getPath(),
              contentSha256,
              part.getContentSha256()));
    }
  }

  private DamagedDumpException damagedNext(String what) {
    ordinal++;
    return damaged(what);
  }

  private DamagedDumpException damaged(String what) {
    return new DamagedDumpException(
        String.format(
            Locale.ROOT,
            "%s: record %d at virtual offset %s: %s",
            part.getPath(),
            ordinal,
            position,
            what));
  }

  /** Returns the record that {@link #advance} read: a message in wire format, the caller's own. */
  public byte[] record() {
    return record;
  }

  /** Returns the record's number in the part; the first is 1. */
  public long ordinal() {
    return ordinal;
  }

  /** Returns the offset in the file of the block in which the record begins. */
  long block() {
    return block;
  }

  /** Returns where in its block's content the record begins. */
  int offset() {
    return offset;
  }

  PartReader until(long endOrdinal) {
    end = endOrdinal;
    return this;
  }

  /**
   * Returns the record's key.
   *
   * @throws DamagedDumpException if the record is not the message that the key is of
   */
  String key(RecordKey reads) throws IOException {
    try {
      return reads.of(record, 0, record.length);
    } catch (InvalidProtocolBufferException e) {
      throw new DamagedDumpException(where() + ": has no key: " + e.getMessage(), e);
    }
  }

  /**
   * Parses the record.
   *
   * @param parser of the part's message
   * @throws DamagedDumpException if the record is no such message; tells where it is
   */
  public <M> M parse(Parser<M> parser) throws IOException {
    try {
      return parser.parseFrom(record);
    } catch (InvalidProtocolBufferException e) {
      throw new DamagedDumpException(
          where() + ": not a " + part.getMessage() + ": " + e.getMessage(), e);
    }
  }

  /** Returns where the record is: {@code <file>: record <n> at virtual offset <block>:<offset>}. */
  public String where() {
    return String.format(
        Locale.ROOT, "%s: record %d at virtual offset %s", part.getPath(), ordinal, position);
  }

  @Override
  public void close() throws IOException {
    blocks.close();
  }
}
