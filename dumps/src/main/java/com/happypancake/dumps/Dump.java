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
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Repair;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A finished dump: of rows, events or rejects. Immutable; safe for use by several threads.
 *
 * <p>All records in their order, inflated on all processors:
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
 * <p>All records of a part in no order, taken by several threads:
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
 * <p>The record with an ordinal, or pieces of a part for engines that divide work themselves:
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
 * <p>A part that is read in order, or written, takes 1 MiB of memory for each processor and about
 * half a MiB for the codec. Other ways of reading take that once for each thread. The longest
 * record is added to it.
 */
public final class Dump {

  private final Path folder;
  private final Manifest manifest;
  private final List<FileDescriptor> schemas;
  private final Codec codec;
  private final Workers workers;

  private Dump(
      Path folder, Manifest manifest, List<FileDescriptor> schemas, Codec codec, Workers workers) {
    this.folder = folder;
    this.manifest = manifest;
    this.schemas = schemas;
    this.codec = codec;
    this.workers = workers;
  }

  /**
   * Opens a dump: reads and checks its manifest and its schemas, and no part.
   *
   * @throws RefusedFolderException if the folder is not there, is no dump, or is unfinished
   * @throws AccessDeniedException if the folder may not be entered
   * @throws DamagedDumpException if the manifest or the schemas are damaged
   */
  public static Dump open(Path folder) throws IOException {
    return open(folder, Codec.preferred(), Workers.shared());
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

  /** Returns a folder that is being written, whose finished parts can be read. */
  static Dump unfinished(Path folder, Collection<FileDescriptor> schemas) {
    return new Dump(
        folder,
        Manifest.getDefaultInstance(),
        List.copyOf(schemas),
        Codec.preferred(),
        Workers.shared());
  }

  /** Returns the folder. */
  public Path folder() {
    return folder;
  }

  /** Returns the manifest. */
  public Manifest manifest() {
    return manifest;
  }

  /** Returns the schemas that read the records. */
  public List<FileDescriptor> schemas() {
    return schemas;
  }

  /** Returns the parts, in the manifest's order. */
  public List<Part> parts() {
    return manifest.getPartsList();
  }

  /** Returns how many records a dump lacks that its repair, or an earlier one, could not save. */
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
   * Returns the message that a part's records are.
   *
   * @throws DamagedDumpException if the schemas do not have it
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
   * Opens a part to read all of its records in order. All processors inflate the next blocks
   * meanwhile.
   *
   * @param part of this dump
   * @throws DamagedDumpException if the file is missing or has another size than the manifest says
   */
  public PartReader read(Part part) throws IOException {
    DumpFiles.checkSize(folder, part);
    return PartReader.whole(folder, part, codec, workers);
  }

  /**
   * Opens a part to read some of its records in order, on the caller's thread alone. A sound index
   * leads to the first.
   *
   * @param part of this dump
   * @param range of the ordinals to read; it may end after the part does
   * @throws DamagedDumpException as {@link #read(Part)}
   */
  public PartReader read(Part part, OrdinalRange range) throws IOException {
    DumpFiles.checkSize(folder, part);
    return PartReader.range(folder, part, codec, usableIndex(part), range);
  }

  /**
   * Splits a part into ranges that can be read independently, each from an entry of the index on.
   *
   * @param part of this dump
   * @param most how many ranges at most; fewer if the part is short or has no sound index
   * @return consecutive ranges that hold all records; one, for a part without index
   * @throws IllegalArgumentException if {@code most} is less than 1
   */
  public List<OrdinalRange> split(Part part, int most) throws IOException {
    return usableIndex(part)
        .map(entries -> entries.split(part.getRecords(), most))
        .orElseGet(() -> List.of(new OrdinalRange(1, part.getRecords() + 1)));
  }

  /** Takes records of a part, as {@link #readUnordered} gives them. */
  public interface RecordConsumer {
    /**
     * Takes a range of records.
     *
     * @param records a reader before its first record; closed by the caller
     * @throws IOException as the reader, or for a reason of the consumer's own
     */
    void accept(PartReader records) throws IOException;
  }

  /**
   * Reads all records of a part on all processors. Each reads a range of blocks at a time; the
   * ranges come in no order. CRCs, lengths, count and terminator are checked; the content's SHA-256
   * is not, since it needs the order.
   *
   * @param part of this dump
   * @param consumer called on several threads at once, for one range each
   * @throws DamagedDumpException as {@link #read(Part)}
   * @throws IOException if the file cannot be read, or as the consumer
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
   * Reads the index that lies beside a part.
   *
   * @return empty where there is none
   * @throws DamagedDumpException if the file is not the part's index
   */
  public Optional<PartIndex> index(Part part) throws IOException {
    return PartIndex.open(folder, part);
  }

  /**
   * Writes the index of a part anew, from the part.
   *
   * @throws DamagedDumpException if the part is damaged; then the index is as before
   */
  public void writeIndex(Part part) throws IOException {
    Optional<RecordKey> key = RecordKey.of(descriptor(part));
    List<IndexEntry> entries = new ArrayList<>();
    try (PartReader reader = read(part)) {
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

  /**
   * Returns the index of a part; empty if there is none, or if it is damaged, which costs only
   * time.
   */
  public Optional<PartIndex> usableIndex(Part part) throws IOException {
    return PartIndex.usable(folder, part);
  }

  /**
   * Checks the size and the SHA-256 of a part's file against the manifest, without inflating it.
   *
   * @throws DamagedDumpException if it is not
   */
  public void checkFile(Part part) throws IOException {
    DumpFiles.check(folder, part);
  }

  /** Returns the SHA-256 of a part's file as it is; empty if the file is missing or a link. */
  public Optional<String> fileSha256(Part part) throws IOException {
    return DumpFiles.isThere(folder, part)
        ? Optional.of(Digests.sha256(folder.resolve(part.getPath())))
        : Optional.empty();
  }
}
