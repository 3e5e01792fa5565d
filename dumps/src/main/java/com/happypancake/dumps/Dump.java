package com.happypancake.dumps;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.dumps.DamagedDumpException.Fault;
import com.happypancake.dumps.block.Codec;
import com.happypancake.dumps.block.Digests;
import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Repair;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * A finished dump of rows, events or rejects. Immutable and thread-safe.
 *
 * <p>To read all records in order, inflated on all processors:
 *
 * <pre>{@code
 * Dump dump = Dump.open(folder);
 * for (Part part : dump.parts()) {
 *   try (PartReader reader = dump.read(part)) {
 *     while (reader.advance()) {
 *       use(reader.parse(City.parser()));
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>To read all records of a part on several threads, in no particular order:
 *
 * <pre>{@code
 * Dump dump = Dump.open(folder);
 * for (Part part : dump.parts()) {
 *   dump.readUnordered(
 *       part,
 *       records -> {
 *         while (records.advance()) {
 *           use(records.parse(City.parser()));
 *         }
 *       });
 * }
 * }</pre>
 *
 * <p>To read a range of a part, for example in an engine that divides the work itself:
 *
 * <pre>{@code
 * Dump dump = Dump.open(folder);
 * Part part = dump.parts().get(0);
 * for (OrdinalRange piece : dump.split(part, 8)) {
 *   try (PartReader reader = dump.read(part, piece)) {
 *     while (reader.advance()) {
 *       use(reader.parse(City.parser()));
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Reading a part in order, or writing it, takes 1 MiB of memory per processor and about half a
 * MiB for the codec. Other ways of reading take at most 1.5 MiB per thread. The longest record
 * comes on top.
 */
public final class Dump {

  private static final int MAX_INDEXES = 16;

  private final Path folder;
  private final Manifest manifest;
  private final List<FileDescriptor> schemas;
  private final Codec codec;
  private final Workers workers;

  /** The indexes of the parts that were last read in ranges, by path. */
  private final Map<String, SoftReference<Optional<PartIndex>>> indexes =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(
                Map.Entry<String, SoftReference<Optional<PartIndex>>> eldest) {
              return size() > MAX_INDEXES;
            }
          });

  private Dump(
      Path folder, Manifest manifest, List<FileDescriptor> schemas, Codec codec, Workers workers) {
    this.folder = folder;
    this.manifest = manifest;
    this.schemas = schemas;
    this.codec = codec;
    this.workers = workers;
  }

  /**
   * Opens a dump. Reads and checks its manifest and its schemas, but no part.
   *
   * @throws RefusedFolderException if the folder does not exist, is no dump, or is unfinished
   * @throws AccessDeniedException if the process may not enter the folder
   * @throws DamagedDumpException if the manifest or the schemas are damaged
   */
  public static Dump open(Path folder) throws IOException {
    return open(folder, Workers.shared());
  }

  /** Opens a dump as {@link #open(Path)}, but with the given threads to inflate. */
  public static Dump open(Path folder, Workers workers) throws IOException {
    return open(folder, Codec.preferred(), workers);
  }

  static Dump open(Path folder, Codec codec, Workers workers) throws IOException {
    Manifest manifest = DumpFiles.manifest(folder);
    byte[] set = DumpFiles.schema(folder, manifest);
    try {
      List<FileDescriptor> schemas = DescriptorSets.parse(set);
      manifest.getPartsList().forEach(part -> DescriptorSets.message(schemas, part.getMessage()));
      return new Dump(folder, manifest, schemas, codec, workers);
    } catch (SchemaException e) {
      throw new DamagedDumpException(
              Fault.SCHEMA, DumpLayout.SCHEMA, String.valueOf(e.getMessage()), e)
          .in(folder);
    }
  }

  public Path folder() {
    return folder;
  }

  public Manifest manifest() {
    return manifest;
  }

  /** Returns the schemas that read the records. */
  public List<FileDescriptor> schemas() {
    return schemas;
  }

  /** Returns the parts in the manifest's order. */
  public List<Part> parts() {
    return manifest.getPartsList();
  }

  /**
   * Returns the digests that a delta of a dump may name as its base: that of the dump's content,
   * and that of the last dump from which it was merged.
   *
   * @param manifest the dump's, or that of events made of it
   */
  public static Set<String> baseDigests(Manifest manifest) {
    int merged = manifest.getMergedDigestsCount();
    Set<String> digests =
        new HashSet<>(manifest.getMergedDigestsList().subList(Math.max(0, merged - 1), merged));
    digests.add(
        manifest.getContent() == Content.CONTENT_ROWS
            ? manifest.getContentDigest()
            : manifest.getInputDigest());
    return digests;
  }

  /** Returns the number of records that a dump's repair and the earlier ones could not save. */
  public static long lostRecords(Manifest manifest) {
    long lost = 0;
    Repair repair = manifest.getRepair();
    while (repair.getLostRecords() > 0 || repair.hasEarlier()) {
      lost += repair.getLostRecords();
      repair = repair.getEarlier();
    }
    return lost;
  }

  /**
   * Returns the message of a part's records.
   *
   * @throws DamagedDumpException if the schemas do not have the message
   */
  public Descriptor descriptor(Part part) throws IOException {
    try {
      return DescriptorSets.message(schemas, part.getMessage());
    } catch (SchemaException e) {
      throw new DamagedDumpException(
          Fault.SCHEMA, part.getPath(), String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Opens a part to read all of its records in order. All processors inflate the next blocks in the
   * meantime.
   *
   * @throws DamagedDumpException if the file is missing or its size differs from the manifest's
   */
  public PartReader read(Part part) throws IOException {
    DumpFiles.checkSize(folder, part);
    return PartReader.whole(folder, part, codec, workers);
  }

  /**
   * Opens a part to read some of its records in order, on the caller's thread only. A usable index
   * leads to the first record.
   *
   * @param range the ordinals to read; the range may end after the part
   * @throws DamagedDumpException as {@link #read(Part)}
   */
  public PartReader read(Part part, OrdinalRange range) throws IOException {
    DumpFiles.checkSize(folder, part);
    return PartReader.range(folder, part, codec, usableIndex(part), range);
  }

  /**
   * Splits a part into ranges that can be read independently. Each begins at an index entry.
   *
   * @param most the maximum number of ranges; a short part has fewer
   * @return consecutive ranges that hold all records; only one if there is no usable index
   * @throws IllegalArgumentException if {@code most} is less than 1
   */
  public List<OrdinalRange> split(Part part, int most) throws IOException {
    if (most < 1) {
      throw new IllegalArgumentException("split into " + most + " ranges; expected 1 or more");
    }
    return usableIndex(part)
        .map(entries -> entries.split(part.getRecords(), most))
        .orElseGet(() -> List.of(new OrdinalRange(1, part.getRecords() + 1)));
  }

  /** Receives the records that {@link #readUnordered} reads. */
  public interface RecordConsumer {
    /**
     * Receives a range of records.
     *
     * @param records a reader before its first record; the caller closes it
     * @throws IOException if the reader or the consumer fails
     */
    void accept(PartReader records) throws IOException;
  }

  /**
   * Reads all records of a part on all processors, in ranges that come in no particular order.
   * Checks CRCs, lengths, count and terminator, but not the content's SHA-256, which needs the
   * order.
   *
   * @param consumer receives one range per call, on several threads at once
   * @throws DamagedDumpException as {@link #read(Part)}
   * @throws IOException if the file cannot be read or the consumer fails
   */
  public void readUnordered(Part part, RecordConsumer consumer) throws IOException {
    DumpFiles.checkSize(folder, part);
    Optional<PartIndex> index = usableIndex(part);
    if (index.isEmpty()) {
      try (PartReader reader = read(part)) {
        consumer.accept(reader);
      }
      return;
    }
    try (OrderedTasks<Boolean> tasks = new OrderedTasks<>(workers.executor())) {
      for (OrdinalRange range : index.get().split(part.getRecords(), workers.window())) {
        tasks.add(
            () -> {
              try (PartReader reader = PartReader.range(folder, part, codec, index, range)) {
                consumer.accept(reader);
              }
              return true;
            });
      }
      while (tasks.size() > 0) {
        tasks.take();
      }
    }
  }

  /**
   * Reads the index of a part.
   *
   * @return the index; empty if there is none
   * @throws DamagedDumpException if the file is damaged or not the part's index
   */
  public Optional<PartIndex> index(Part part) throws IOException {
    return PartIndex.open(folder, part);
  }

  /**
   * Rebuilds the index of a part from the part.
   *
   * @throws DamagedDumpException if the part is damaged; the index then stays unchanged
   */
  public void writeIndex(Part part) throws IOException {
    writeIndex(folder, part, descriptor(part), workers);
    indexes.remove(part.getPath());
  }

  /** Rebuilds the index of a part as {@link #writeIndex(Part)}, also in an unfinished folder. */
  static void writeIndex(Path folder, Part part, Descriptor message, Workers workers)
      throws IOException {
    Optional<RecordKey> key = RecordKey.of(message).map(each -> each::orEmpty);
    List<IndexEntry> entries = new ArrayList<>();
    DumpFiles.checkSize(folder, part);
    try (PartReader reader = PartReader.whole(folder, part, Codec.preferred(), workers)) {
      while (reader.advance()) {
        if ((reader.ordinal() - 1) % PartIndex.DISTANCE == 0) {
          IndexEntry.Builder entry =
              IndexEntry.newBuilder()
                  .setOrdinal(reader.ordinal())
                  .setBlock(reader.place().block())
                  .setOffset(reader.place().offset());
          if (key.isPresent()) {
            entry.setKey(reader.key(key.get()));
          }
          entries.add(entry.build());
        }
      }
    }
    PartIndex.write(folder, part, PartIndex.DISTANCE, entries);
  }

  /** Returns the index of a part; empty if it is missing or damaged, which only costs time. */
  public Optional<PartIndex> usableIndex(Part part) throws IOException {
    SoftReference<Optional<PartIndex>> known = indexes.get(part.getPath());
    Optional<PartIndex> index = known == null ? null : known.get();
    if (index == null) {
      index = PartIndex.usable(folder, part);
      indexes.put(part.getPath(), new SoftReference<>(index));
    }
    return index;
  }

  /**
   * Checks the size and the SHA-256 of a part's file against the manifest, without inflating it.
   *
   * @throws DamagedDumpException if the file is missing or differs
   */
  public void checkFile(Part part) throws IOException {
    checkFile(part, bytes -> {});
  }

  /**
   * Checks a file as {@link #checkFile(Part)}.
   *
   * @param read receives the number of bytes of each piece that was read
   * @throws DamagedDumpException if the file is missing or differs
   */
  public void checkFile(Part part, LongConsumer read) throws IOException {
    DumpFiles.check(folder, part, read);
  }

  /**
   * Returns whether a part of an unfinished dump has its bytes and its own index. Inflates only the
   * index.
   *
   * @param part as its writer has described it
   * @throws IOException if the disk fails
   */
  public static boolean isIntact(Path folder, Part part) throws IOException {
    try {
      DumpFiles.check(folder, part, bytes -> {});
      return PartIndex.open(folder, part).isPresent();
    } catch (DamagedDumpException e) {
      return false;
    }
  }

  /** Returns the actual SHA-256 of a part's file; empty if the file is missing or a link. */
  public Optional<String> fileSha256(Part part) throws IOException {
    return DumpFiles.isThere(folder, part)
        ? Optional.of(Digests.sha256(folder.resolve(part.getPath())))
        : Optional.empty();
  }
}
