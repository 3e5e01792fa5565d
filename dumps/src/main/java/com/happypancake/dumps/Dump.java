package com.happypancake.dumps;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * <p>A part that is read in order, or written, takes 1 MiB for each processor, and the codec's own
 * half a MiB or so; other ways of reading take that once for each thread. The longest record comes
 * on top.
 */
public final class Dump {

  private static final long MAX_SCHEMA_BYTES = 1L << 23;

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
   * Opens a dump: reads its manifest and its schemas and checks both; the parts are not touched.
   *
   * @throws RefusedFolderException if the folder is not there, is no dump, or is unfinished
   * @throws AccessDeniedException if the folder may not be entered
   * @throws DamagedDumpException if the manifest or the schemas are not what they should be
   * @throws IOException if a file cannot be read
   */
  public static Dump open(Path folder) throws IOException {
    return open(folder, Codec.preferred(), Workers.shared());
  }

  static Dump open(Path folder, Codec codec, Workers workers) throws IOException {
    Path file = folder.resolve(DumpWriter.MANIFEST);
    if (Files.isRegularFile(folder)) {
      throw new RefusedFolderException(folder + ": is a file, not a folder");
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      // It can't be told, since the folder may not be entered.
      throw new AccessDeniedException(folder.toString());
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new RefusedFolderException(folder + ": " + whyNoDump(folder));
    }
    Manifest manifest = ManifestReader.read(file);
    Path schema = folder.resolve(DumpWriter.SCHEMA);
    byte[] set = readSchema(schema);
    expectEqual(schema + ": the SHA-256", Digests.sha256(set), manifest.getSchemaSha256());
    try {
      List<FileDescriptor> schemas = DescriptorSets.parse(set);
      manifest.getPartsList().forEach(part -> DescriptorSets.message(schemas, part.getMessage()));
      return new Dump(folder, manifest, schemas, codec, workers);
    } catch (SchemaException e) {
      throw new DamagedDumpException(schema + ": " + e.getMessage(), e);
    }
  }

  /** Returns a folder that is being written, of whose parts those that are finished can be read. */
  static Dump unfinished(Path folder, List<FileDescriptor> schemas) {
    return new Dump(
        folder, Manifest.getDefaultInstance(), schemas, Codec.preferred(), Workers.shared());
  }

  private static byte[] readSchema(Path schema) throws IOException {
    if (Files.notExists(schema, LinkOption.NOFOLLOW_LINKS)) {
      throw new DamagedDumpException(schema + ": the file is missing");
    }
    ManifestReader.checkFile(schema, MAX_SCHEMA_BYTES);
    return Files.readAllBytes(schema);
  }

  private static String whyNoDump(Path folder) {
    if (!Files.exists(folder)) {
      return "there is no such folder";
    }
    if (Files.exists(folder.resolve(UnfinishedFolder.MARKER))) {
      return "is unfinished; run the command that began it again, or remove the folder";
    }
    return "holds no " + DumpWriter.MANIFEST + ", so it is no dump";
  }

  private static void expectEqual(String what, String actual, String expected) throws IOException {
    if (!actual.equals(expected)) {
      throw new DamagedDumpException(what + " is " + actual + "; the manifest has " + expected);
    }
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

  /**
   * Returns the message that a part's records are.
   *
   * @throws DamagedDumpException if the schemas do not have it
   */
  public Descriptor descriptor(Part part) throws IOException {
    try {
      return DescriptorSets.message(schemas, part.getMessage());
    } catch (SchemaException e) {
      throw new DamagedDumpException(part.getPath() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Opens a part to read all of its records in order. The blocks to come are inflated on all
   * processors meanwhile.
   *
   * @param part of this dump
   * @throws DamagedDumpException if the file is not there or has another size than the manifest
   *     says
   * @throws IOException if the file cannot be read
   */
  public PartReader read(Part part) throws IOException {
    checkSize(part);
    return PartReader.whole(folder, part, codec, workers);
  }

  /**
   * Opens a part to read some of its records in order, all on the thread that reads. The index,
   * where there is one that is sound, leads to the first.
   *
   * @param part of this dump
   * @param range of the ordinals to read; what lies beyond the part's end is passed over
   * @throws DamagedDumpException as {@link #read(Part)}
   * @throws IOException if the file cannot be read
   */
  public PartReader read(Part part, OrdinalRange range) throws IOException {
    checkSize(part);
    return PartReader.range(folder, part, codec, usableIndex(part), range);
  }

  /**
   * Cuts a part into ranges that can be read independently, each from where the index leads to.
   *
   * @param part of this dump
   * @param most ranges; fewer where the part is short or has no sound index
   * @return ranges that follow one another and hold all records; one, for a part without index
   * @throws IOException if the index cannot be read
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
   * Reads all records of a part on all processors, a range of blocks on each at a time, in no order
   * between the ranges. CRCs, lengths, count and terminator are checked; the content's SHA-256,
   * which needs the order, is not.
   *
   * @param part of this dump
   * @param consumer called on several threads at once, for one range each
   * @throws DamagedDumpException as {@link #read(Part)}
   * @throws IOException if the file cannot be read, or as the consumer
   */
  public void readUnordered(Part part, RecordConsumer consumer) throws IOException {
    checkSize(part);
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
   * @throws IOException if the file cannot be read
   */
  public Optional<PartIndex> index(Part part) throws IOException {
    return PartIndex.open(folder, part);
  }

  /**
   * Makes the index of a part anew, from the part.
   *
   * @throws DamagedDumpException if the part is damaged; then the index is as it was
   * @throws IOException if a file cannot be read or written
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
                  .setBlock(reader.block())
                  .setOffset(reader.offset());
          if (key.isPresent()) {
            entry.setKey(reader.key(key.get()));
          }
          entries.add(entry.build());
        }
      }
    }
    PartIndex.write(folder, part, PartIndex.DISTANCE, entries);
  }

  /** Tells whether a part's file is there, and a regular one to which no link leads. */
  boolean hasFile(Part part) {
    return Files.isRegularFile(folder.resolve(part.getPath()), LinkOption.NOFOLLOW_LINKS)
        && !Files.isSymbolicLink(folder.resolve(PartPaths.series(part.getPath())));
  }

  /** A damaged index costs time and nothing else; {@link Verifier} tells of it. */
  private Optional<PartIndex> usableIndex(Part part) throws IOException {
    try {
      return index(part);
    } catch (DamagedDumpException e) {
      return Optional.empty();
    }
  }

  private void checkSize(Part part) throws IOException {
    Path file = folder.resolve(part.getPath());
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new DamagedDumpException(part.getPath() + ": the file is missing");
    }
    if (!hasFile(part)) {
      throw new DamagedDumpException(
          part.getPath()
              + ": is no regular file, or a link leads to it; put the file itself there");
    }
    long bytes = Files.size(file);
    if (bytes != part.getBytes()) {
      throw new DamagedDumpException(
          String.format(
              Locale.ROOT,
              "%s: has %d bytes; the manifest has %d",
              part.getPath(),
              bytes,
              part.getBytes()));
    }
  }

  /**
   * Checks that a part's file is the one that the manifest describes, by size and SHA-256, without
   * inflating it.
   *
   * @throws DamagedDumpException if it is not
   * @throws IOException if the file cannot be read
   */
  public void checkFile(Part part) throws IOException {
    checkSize(part);
    expectEqual(
        part.getPath() + ": the file's SHA-256",
        Digests.sha256(folder.resolve(part.getPath())),
        part.getSha256());
  }
}
