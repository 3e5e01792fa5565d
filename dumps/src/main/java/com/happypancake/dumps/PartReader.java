package com.happypancake.dumps;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.happypancake.dumps.DamagedDumpException.Fault;
import com.happypancake.dumps.block.Bgzf;
import com.happypancake.dumps.block.Block;
import com.happypancake.dumps.block.BlockException;
import com.happypancake.dumps.block.BlockReader;
import com.happypancake.dumps.block.Closeables;
import com.happypancake.dumps.block.Codec;
import com.happypancake.dumps.block.FramedRecord;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.dumps.block.Workers;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a part, or of a range of it, in order and checks them against the manifest.
 *
 * <p>A record is not copied. It is a range of an array, which the next record overwrites.
 *
 * <p>The reader checks the block's CRC and the length before it returns a record. At the part's
 * end, it checks the terminator and the count. If it has read the whole part, it also checks the
 * content's SHA-256. Not thread-safe.
 */
public final class PartReader implements Closeable {

  /** Skipping this many records takes about as long as opening the file at another place. */
  private static final long NEAR_RECORDS = 1024;

  private final Path folder;
  private final Part part;
  private final Codec codec;
  private final Workers workers;
  private BlockReader blocks;
  private final ReadBounds bounds;
  private Optional<PartIndex> index = Optional.empty();
  private boolean indexIsRead;

  // The current block: its place in the file, and the unread content from `next` to `limit`.
  private long block;
  private int blockSize;
  private byte[] content = {};
  private int next;
  private int limit;
  private int firstOffset;
  private long contentBytes;
  private boolean ended;

  // The current record: its ordinal, its place, and its bytes in an array.
  private long ordinal;
  private long recordBlock;
  private int recordOffset;
  private byte[] bytes = {};
  private int start;
  private int length;

  private PartReader(
      Path folder,
      Part part,
      Codec codec,
      Workers workers,
      ReadBounds bounds,
      Optional<IndexEntry> first)
      throws IOException {
    this.folder = folder;
    this.part = part;
    this.codec = codec;
    this.workers = workers;
    this.bounds = bounds;
    this.blocks = open(first);
  }

  /** Returns a reader of a whole part. */
  static PartReader whole(Path folder, Part part, Codec codec, Workers workers) throws IOException {
    return new PartReader(folder, part, codec, workers, ReadBounds.whole(), Optional.empty());
  }

  /** Returns a reader of a range, which has to end where the index has the next record. */
  static PartReader range(
      Path folder, Part part, Codec codec, Optional<PartIndex> index, OrdinalRange range)
      throws IOException {
    PartReader reader =
        new PartReader(
            folder,
            part,
            codec,
            Workers.caller(),
            ReadBounds.of(range, index, part),
            index.flatMap(entries -> entries.floor(range.first())));
    reader.index = index;
    reader.indexIsRead = true;
    try {
      reader.skip(range.first() - 1 - reader.ordinal);
      return reader;
    } catch (IOException | RuntimeException e) {
      Closeables.closeAfter(e, reader);
      throw e;
    }
  }

  /** Opens the file at an index entry or at its beginning. */
  private BlockReader open(Optional<IndexEntry> first) throws IOException {
    block = first.map(IndexEntry::getBlock).orElse(0L);
    firstOffset = first.map(IndexEntry::getOffset).orElse(0);
    ordinal = first.map(IndexEntry::getOrdinal).orElse(1L) - 1;
    try {
      return new BlockReader(folder.resolve(part.getPath()), block, codec, workers);
    } catch (BlockException e) {
      throw DamagedDumpException.ofBlock(part.getPath(), e);
    }
  }

  /**
   * Reads the next record.
   *
   * @return false at the end of the part or the range
   * @throws DamagedDumpException if the part is damaged
   */
  public boolean advance() throws IOException {
    if (bounds.end().isPresent() && ordinal + 1 >= bounds.end().getAsLong()) {
      if (limit > 0) {
        bounds.checkNext(part, ordinal + 1, nextPlace());
      }
      return false;
    }
    if (next == limit && !nextBlock()) {
      if (!ended) {
        bounds.checkEnd(part, ordinal);
        ended = true;
      }
      return false;
    }
    ordinal++;
    recordBlock = block;
    recordOffset = next;
    if (ordinal > part.getRecords()) {
      throw damaged(
          "there are more records than the " + part.getRecords() + " that the manifest counts");
    }
    try {
      int size = FramedRecord.prefixBytes(content, next, limit);
      length = FramedRecord.length(content, next, size, PartWriter.MAX_RECORD_BYTES);
      next += size;
      if (length > limit - next) {
        gather();
      } else {
        bytes = content;
        start = next;
        next += length;
      }
    } catch (BlockException e) {
      throw damaged(e.what(), e);
    }
    return true;
  }

  /**
   * Moves forwards or backwards to a record, which the next {@link #advance} reads. A usable index
   * leads to a distant record. Then the records in between and the content's SHA-256 are not
   * checked.
   *
   * @param target the record's ordinal; there is no next record if it lies beyond the end
   * @throws DamagedDumpException as {@link #advance}
   * @throws IllegalArgumentException if the ordinal is less than 1
   */
  public void seek(long target) throws IOException {
    if (target < 1) {
      throw new IllegalArgumentException("no record has the number " + target);
    }
    boolean isBehind = target <= ordinal;
    if (isBehind || target - 1 - ordinal > NEAR_RECORDS) {
      Optional<IndexEntry> entry = index().flatMap(entries -> entries.floor(target));
      if (isBehind || (entry.isPresent() && entry.get().getOrdinal() - 1 > ordinal)) {
        blocks.close();
        blocks = open(entry);
        bounds.leaveOutContent();
        next = 0;
        limit = 0;
        contentBytes = 0;
        ended = false;
      }
    }
    skip(target - 1 - ordinal);
  }

  private Optional<PartIndex> index() throws IOException {
    if (!indexIsRead) {
      index = PartIndex.usable(folder, part);
      indexIsRead = true;
    }
    return index;
  }

  /**
   * Skips records with the same checks as {@link #advance}, but faster. Then there is no current
   * record until the next advance.
   *
   * @param most the number of records to skip
   * @return the number of skipped records, which is smaller only at the end
   * @throws DamagedDumpException as {@link #advance}
   */
  public long skip(long most) throws IOException {
    long skipped = 0;
    while (skipped < most) {
      long last = bounds.end().isPresent() ? bounds.end().getAsLong() - 1 : part.getRecords();
      int hopped =
          hop((int) Math.min(Math.min(most - skipped, last - ordinal), Bgzf.MAX_BLOCK_BYTES));
      ordinal += hopped;
      skipped += hopped;
      if (hopped == 0) {
        if (!advance()) {
          return skipped;
        }
        skipped++;
      }
    }
    return skipped;
  }

  /**
   * Skips records within the current block whose length takes one or two bytes, as nearly all do.
   * The loop makes no calls because it runs for each record of a dump.
   */
  private int hop(int most) {
    byte[] block = content;
    int at = next;
    int hopped = 0;
    while (hopped < most && at < limit - 1) {
      int size = block[at++];
      if (size < 0) {
        size = (size & 0x7F) | block[at++] << 7;
      }
      if (size < 0 || size > limit - at) {
        break;
      }
      at += size;
      next = at;
      hopped++;
    }
    return hopped;
  }

  private boolean nextBlock() throws IOException {
    Optional<Block> read;
    try {
      read = blocks.next();
    } catch (BlockException e) {
      throw DamagedDumpException.ofBlock(part.getPath(), e);
    }
    if (read.isEmpty()) {
      return false;
    }
    Block given = read.get();
    block = given.offset;
    blockSize = given.size;
    content = given.content;
    limit = given.length;
    next = firstOffset;
    firstOffset = 0;
    contentBytes += limit;
    if (contentBytes > part.getContentBytes()) {
      throw damagedBlock(
          "there are more bytes than the " + part.getContentBytes() + " that the manifest counts");
    }
    if (next >= limit) {
      throw damagedBlock("the block holds " + limit + " bytes; the index leads to offset " + next);
    }
    bounds.content(content, limit);
    return true;
  }

  /** Reads a record that is longer than the rest of its block. */
  private void gather() throws IOException {
    if (recordOffset > 0) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "the record has %d bytes, but its block ends after %d",
              length,
              limit - next));
    }
    FramedRecord record = FramedRecord.begin(place(), content, limit, PartWriter.MAX_RECORD_BYTES);
    next = record.take(content, next, limit);
    while (!record.isWhole()) {
      if (!nextBlock()) {
        throw damaged(
            "the part ends after " + record.filled() + " of the record's " + length + " bytes");
      }
      next = record.take(content, 0, limit);
    }
    if (next < limit) {
      throw damaged("the record is longer than a block, but does not end its last one");
    }
    bytes = record.bytes();
    start = record.offset();
  }

  /** Returns the place of the next record, after a block was read. */
  private VirtualOffset nextPlace() {
    return next < limit ? new VirtualOffset(block, next) : new VirtualOffset(block + blockSize, 0);
  }

  private DamagedDumpException damagedBlock(String what) {
    return DamagedDumpException.at(
        new VirtualOffset(block, 0), Fault.CONTENT, part.getPath(), what, null);
  }

  /** Returns an exception about the current record. */
  public DamagedDumpException damaged(String what) {
    return damaged(what, null);
  }

  /** Returns an exception about the current record, with a cause. */
  public DamagedDumpException damaged(String what, @Nullable Throwable cause) {
    return DamagedDumpException.ofRecord(
        part.getPath(), ordinal, Optional.of(place()), what, cause);
  }

  /** Returns a copy of the current record, which is a message in wire format. */
  public byte[] record() {
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  /**
   * Returns the array that holds the record, from {@link #offset} on. Callers must not change it.
   * It holds the record only until the next call of {@link #advance}, {@link #skip} or {@link
   * #seek}.
   */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns the record's offset in {@link #bytes}. */
  public int offset() {
    return start;
  }

  /** Returns the number of bytes of the record. */
  public int length() {
    return length;
  }

  /**
   * Parses the record.
   *
   * @param parser the parser of the part's message
   * @throws DamagedDumpException if the record is no such message
   */
  public <M> M parse(Parser<M> parser) throws IOException {
    try {
      return parser.parseFrom(bytes, start, length);
    } catch (InvalidProtocolBufferException e) {
      throw damaged("not a " + part.getMessage() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns the record's key.
   *
   * @param reads the reader of the message's keys
   * @throws DamagedDumpException if the record is no such message
   */
  public String key(RecordKey reads) throws IOException {
    try {
      return reads.of(bytes, start, length);
    } catch (InvalidProtocolBufferException e) {
      throw damaged("has no key: " + e.getMessage(), e);
    }
  }

  /** Returns the record's ordinal in the part. The first is 1. */
  public long ordinal() {
    return ordinal;
  }

  /** Returns the record's place. */
  public VirtualOffset place() {
    return new VirtualOffset(recordBlock, recordOffset);
  }

  @Override
  public void close() throws IOException {
    blocks.close();
  }
}
