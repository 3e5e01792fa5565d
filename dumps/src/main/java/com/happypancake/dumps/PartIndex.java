package com.happypancake.dumps;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.happypancake.dumps.DamagedDumpException.Fault;
import com.happypancake.dumps.block.Bgzf;
import com.happypancake.dumps.block.Block;
import com.happypancake.dumps.block.BlockDeflater;
import com.happypancake.dumps.block.BlockException;
import com.happypancake.dumps.block.BlockReader;
import com.happypancake.dumps.block.Codec;
import com.happypancake.dumps.block.Workers;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.index.IndexHeader;
import com.happypancake.schemas.manifest.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The index of a part, which makes the part seekable: the place and the key of every 256th record.
 * Immutable.
 *
 * <p>It lies beside the part as {@code part-00000.index.pb.gz} and is itself blocked gzip of
 * length-prefixed records. It contains the size and the SHA-256 of the part's file, so that the
 * index of another file is never used.
 */
public final class PartIndex {

  /** The distance from an entry to the next, in records. */
  static final int DISTANCE = 256;

  private static final int FORMAT_VERSION = 1;

  /** The maximum size of an uncompressed index, without the bytes added for each record. */
  private static final long MAX_BASE_BYTES = 1 << 14;

  private static final long MAX_BYTES_OF_RECORD = 16;
  private static final long MAX_BYTES = 1L << 28;

  private static final String ADVICE = "'hpc dumps index' makes it anew from the part";

  private final List<IndexEntry> entries;
  private final long distance;

  private PartIndex(List<IndexEntry> entries, long distance) {
    this.entries = entries;
    this.distance = distance;
  }

  /**
   * Reads the index of a part.
   *
   * @param folder the dump's folder
   * @param part the manifest's entry
   * @return the index; empty if there is no index file
   * @throws DamagedDumpException if the file is not an index, or that of another file
   */
  static Optional<PartIndex> open(Path folder, Part part) throws IOException {
    Path file = folder.resolve(DumpLayout.indexPath(part.getPath()));
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    String name = DumpLayout.indexPath(part.getPath());
    long most = maxBytes(part);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > most) {
      throw damaged(name, "is no regular file of at most " + most + " bytes");
    }
    CodedInputStream records = CodedInputStream.newInstance(content(file, name, most));
    IndexHeader header = next(records, IndexHeader.parser(), name);
    if (header.getFormatVersion() != FORMAT_VERSION) {
      throw damaged(name, "is not an index of version " + FORMAT_VERSION);
    }
    if (header.getPartBytes() != part.getBytes()
        || !header.getPartSha256().equals(part.getSha256())
        || header.getRecords() != part.getRecords()) {
      throw damaged(name, "is the index of another file");
    }
    List<IndexEntry> entries = new ArrayList<>();
    while (!records.isAtEnd()) {
      entries.add(next(records, IndexEntry.parser(), name));
    }
    check(entries, header, name);
    return Optional.of(
        new PartIndex(List.copyOf(entries), Integer.toUnsignedLong(header.getDistance())));
  }

  /** Returns the index of a part; empty if it is missing or damaged. */
  static Optional<PartIndex> usable(Path folder, Part part) throws IOException {
    try {
      return open(folder, part);
    } catch (DamagedDumpException e) {
      // A damaged index costs only time. The verifier reports it.
      return Optional.empty();
    }
  }

  private static long maxBytes(Part part) {
    long records = Math.min(part.getRecords(), MAX_BYTES);
    return Math.min(MAX_BYTES, MAX_BASE_BYTES + MAX_BYTES_OF_RECORD * records);
  }

  private static byte[] content(Path file, String name, long most) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    Codec codec = new Codec(Codec.Library.JDK, 1);
    try (BlockReader blocks = new BlockReader(file, 0, codec, Workers.caller())) {
      for (Optional<Block> block = blocks.next(); block.isPresent(); block = blocks.next()) {
        content.write(block.get().content, 0, block.get().length);
        if (content.size() > most) {
          throw damaged(
              name, "holds more than the " + most + " bytes that the index of such a part has");
        }
      }
    } catch (BlockException e) {
      throw DamagedDumpException.ofBlock(name, e).advising(ADVICE);
    }
    return content.toByteArray();
  }

  private static <M extends MessageLite> M next(
      CodedInputStream records, Parser<M> parser, String name) throws IOException {
    try {
      return records.readMessage(parser, ExtensionRegistryLite.getEmptyRegistry());
    } catch (InvalidProtocolBufferException e) {
      throw new DamagedDumpException(Fault.INDEX, name, "not an index: " + e.getMessage(), e)
          .advising(ADVICE);
    }
  }

  private static void check(List<IndexEntry> entries, IndexHeader header, String name)
      throws IOException {
    long ordinal = 1;
    long block = -1;
    long offset = 0;
    for (IndexEntry entry : entries) {
      boolean forward =
          entry.getBlock() > block || (entry.getBlock() == block && entry.getOffset() > offset);
      if (entry.getOrdinal() != ordinal
          || !forward
          || entry.getBlock() >= header.getPartBytes()
          || entry.getOffset() < 0
          || entry.getOffset() >= Bgzf.MAX_BLOCK_BYTES) {
        throw damaged(
            name,
            String.format(
                Locale.ROOT,
                "has an entry for record %d where that of record %d is expected,"
                    + " or one outside the part",
                entry.getOrdinal(),
                ordinal));
      }
      ordinal += Integer.toUnsignedLong(header.getDistance());
      block = entry.getBlock();
      offset = entry.getOffset();
    }
    if (header.getDistance() == 0 || ordinal <= header.getRecords()) {
      throw damaged(name, "ends before its part does");
    }
  }

  private static DamagedDumpException damaged(String name, String what) {
    return new DamagedDumpException(Fault.INDEX, name, what).advising(ADVICE);
  }

  /**
   * Writes the index of a part.
   *
   * @param folder the dump's folder
   * @param part the finished part
   * @param distance the distance from an entry to the next, in records
   * @param entries the entries of record 1, 1 + distance and so on
   */
  static void write(Path folder, Part part, int distance, List<IndexEntry> entries)
      throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    IndexHeader.newBuilder()
        .setFormatVersion(FORMAT_VERSION)
        .setPartBytes(part.getBytes())
        .setPartSha256(part.getSha256())
        .setRecords(part.getRecords())
        .setDistance(distance)
        .build()
        .writeDelimitedTo(content);
    for (MessageLite entry : entries) {
      entry.writeDelimitedTo(content);
    }
    PrivateFiles.write(
        folder.resolve(DumpLayout.indexPath(part.getPath())),
        BlockDeflater.compress(content.toByteArray()));
  }

  /** Returns all entries in the order of their ordinals. */
  public List<IndexEntry> entries() {
    return entries;
  }

  /**
   * Returns the last entry at or before a record.
   *
   * @param ordinal the record's ordinal, from 1
   * @return the entry; empty for an empty part
   */
  public Optional<IndexEntry> floor(long ordinal) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    long at = Math.min((ordinal - 1) / distance, entries.size() - 1);
    return Optional.of(entries.get((int) at));
  }

  /** Splits the part into ranges that begin at entries. */
  List<OrdinalRange> split(long records, int most) {
    int ranges = Math.max(1, Math.min(most, entries.size()));
    List<OrdinalRange> split = new ArrayList<>();
    long first = 1;
    for (int i = 1; i <= ranges; i++) {
      long end =
          i == ranges
              ? records + 1
              : entries.get((int) ((long) entries.size() * i / ranges)).getOrdinal();
      split.add(new OrdinalRange(first, end));
      first = end;
    }
    return split;
  }
}
