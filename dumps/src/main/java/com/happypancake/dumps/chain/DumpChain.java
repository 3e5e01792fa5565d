package com.happypancake.dumps.chain;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A full dump and the deltas that follow it, each the delta of the one before. Safe for use by
 * several threads.
 */
public final class DumpChain {

  private final Dump last;

  /** From the full dump to the last delta; empty until they are needed. */
  private List<Dump> dumps;

  private DumpChain(Dump last, List<Dump> dumps) {
    this.last = last;
    this.dumps = dumps;
  }

  /**
   * Returns a chain of given dumps.
   *
   * @param base a full dump of rows
   * @param deltas each the delta of the dump before it
   * @throws MismatchedDumpException if the dumps do not fit each other
   * @throws DamagedDumpException if a manifest is not as a writer writes it
   */
  public static DumpChain of(Dump base, List<Dump> deltas) throws IOException {
    List<Dump> dumps = new ArrayList<>(List.of(base));
    dumps.addAll(deltas);
    ChainCheck.check(dumps);
    return new DumpChain(dumps.get(dumps.size() - 1), List.copyOf(dumps));
  }

  /**
   * Opens the chain that ends with a dump. The dumps before it are looked for beside it, by their
   * content digests, once they are needed.
   *
   * @throws MismatchedDumpException if the folder holds no dump of rows, or one that was repaired
   */
  public static DumpChain endingWith(Path folder) throws IOException {
    Dump dump = Dump.open(folder);
    if (dump.manifest().getContent() != Content.CONTENT_ROWS) {
      throw new MismatchedDumpException(
          folder + ": holds no rows of tables, but events or rejects; give a dump as the base");
    }
    if (dump.manifest().hasRepair()) {
      throw new MismatchedDumpException(
          folder
              + ": is what could be saved of a damaged dump, and no delta brings back what it"
              + " lacks; extract a full dump");
    }
    return new DumpChain(dump, List.of());
  }

  /** Returns the last dump. */
  public Dump last() {
    return last;
  }

  /**
   * Returns the full dump and then the deltas.
   *
   * @throws MismatchedDumpException if a dump is not beside the one that was made from it, or they
   *     do not fit each other
   */
  public synchronized List<Dump> dumps() throws IOException {
    if (dumps.isEmpty()) {
      List<Dump> found = new ArrayList<>(List.of(last));
      while (found.get(0).manifest().getKind() == Kind.KIND_DELTA) {
        found.add(0, baseOf(found.get(0)));
      }
      ChainCheck.check(found);
      dumps = List.copyOf(found);
    }
    return dumps;
  }

  private static Dump baseOf(Dump delta) throws IOException {
    String digest = delta.manifest().getBaseDigest();
    Path folder = delta.folder().toAbsolutePath().normalize();
    Path beside = folder.getParent();
    List<Path> folders;
    try (Stream<Path> entries = Files.list(beside == null ? folder : beside)) {
      folders = entries.filter(each -> !each.equals(folder)).sorted().toList();
    }
    for (Path each : folders) {
      Optional<Dump> found = open(each, digest);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new MismatchedDumpException(
        String.format(
            Locale.ROOT,
            "%s: the dump that it is a delta of is not beside it: content digest %s; put it into"
                + " %s, or a link to it",
            delta.folder(),
            digest,
            beside));
  }

  private static Optional<Dump> open(Path folder, String digest) {
    if (!Files.isRegularFile(folder.resolve(DumpLayout.MANIFEST))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Dump.open(folder))
          .filter(dump -> dump.manifest().getContentDigest().equals(digest));
    } catch (IOException e) {
      // A folder that can't be opened is not the one.
      return Optional.empty();
    }
  }

  /**
   * Refuses a delta of another source.
   *
   * @param next the delta's manifest, as far as it is known before anything is read: its country,
   *     time zone, source and pseudonym key
   * @throws MismatchedDumpException if the last dump is of another country, database or recovery
   *     fork, or its pseudonyms are of another key
   */
  public void refuseOther(Manifest next) throws MismatchedDumpException {
    Optional<ChainCheck.Difference> difference = ChainCheck.difference(last.manifest(), next);
    if (difference.isPresent()) {
      throw new MismatchedDumpException(
          String.format(
              Locale.ROOT,
              "%s: can't be the base: its %s is %s, and this extraction's is %s; extract a full"
                  + " dump, or give the right base",
              last.folder(),
              difference.get().trait(),
              difference.get().before(),
              difference.get().after()));
    }
  }

  /**
   * Returns up to where the last dump has read a table.
   *
   * @throws MismatchedDumpException if it does not hold the table, or holds its rows by another
   *     schema
   */
  public Mark mark(LegacyTable table) throws IOException {
    String name = table.qualifiedName();
    for (Part part : last.parts()) {
      if (part.getTable().equals(name)
          && !last.descriptor(part).toProto().equals(table.descriptor().toProto())) {
        throw new MismatchedDumpException(
            last.folder()
                + ": can't be the base: the schema of "
                + name
                + " has changed since; extract a full dump");
      }
    }
    return last.manifest().getMarksList().stream()
        .filter(mark -> mark.getTable().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new MismatchedDumpException(
                    last.folder()
                        + ": can't be the base: it does not hold "
                        + name
                        + "; leave the table out, or extract a full dump"));
  }

  /** Returns the parts in which a dump holds rows of a table, in the order to read them. */
  static List<DumpPart> parts(Dump dump, String table, Rows rows) {
    return dump.parts().stream()
        .filter(part -> part.getTable().equals(table) && part.getRows() == rows)
        .map(part -> new DumpPart(dump, part))
        .toList();
  }

  /**
   * Returns a dump's parts of a table, deleted keys first: a key that is in both was inserted
   * again.
   */
  static List<DumpPart> changes(Dump dump, String table) {
    return Stream.of(Rows.ROWS_DELETED_KEYS, Rows.ROWS_WHOLE)
        .flatMap(rows -> parts(dump, table, rows).stream())
        .toList();
  }

  /** Counts the records of a table in all dumps, those included that later ones replace. */
  public long records(LegacyTable table) throws IOException {
    return dumps().stream()
        .flatMap(dump -> changes(dump, table.qualifiedName()).stream())
        .mapToLong(part -> part.part().getRecords())
        .sum();
  }

  /**
   * Takes each record of a table, in the order of the chain.
   *
   * @param <E> what it may fail with, beside the disk's errors
   */
  @FunctionalInterface
  public interface RecordConsumer<E extends Exception> {

    /**
     * Takes a record.
     *
     * @param bytes hold the record, only until this returns
     * @param deleted whether it is the key of a row that a delta found to be gone
     */
    void take(byte[] bytes, int offset, int length, boolean deleted) throws IOException, E;
  }

  /**
   * Reads all records of a table: of the full dump first, then of each delta its deleted keys and
   * its rows.
   *
   * @throws MismatchedDumpException if a dump of the chain is not there, or they do not fit
   * @throws IOException if a dump can't be read, or is damaged
   */
  public <E extends Exception> void read(LegacyTable table, RecordConsumer<E> consumer)
      throws IOException, InterruptedException, E {
    for (Dump dump : dumps()) {
      for (DumpPart part : changes(dump, table.qualifiedName())) {
        boolean deleted = part.part().getRows() == Rows.ROWS_DELETED_KEYS;
        try (PartReader reader = part.open()) {
          while (part.advance(reader)) {
            consumer.take(reader.bytes(), reader.offset(), reader.length(), deleted);
            if (Thread.currentThread().isInterrupted()) {
              throw new InterruptedException("interrupted while reading " + dump.folder());
            }
          }
        }
      }
    }
  }

  /**
   * A part of one of several dumps; its damage is told with the dump's folder.
   *
   * @param dump whose it is
   * @param part as the dump's manifest has it
   */
  record DumpPart(Dump dump, Part part) {

    /** Something that reads a part. */
    interface Reading<T> {
      T run() throws IOException;
    }

    /** Reads something; a {@link DamagedDumpException} gets the dump's folder. */
    <T> T reading(Reading<T> work) throws IOException {
      try {
        return work.run();
      } catch (DamagedDumpException e) {
        throw e.in(dump.folder());
      }
    }

    /** Opens the part to read all of it, as {@link Dump#read(Part)}. */
    PartReader open() throws IOException {
      return reading(() -> dump.read(part));
    }

    /** Moves to a reader's next record, as {@link PartReader#advance}. */
    boolean advance(PartReader reader) throws IOException {
      return reading(reader::advance);
    }

    /** Returns the reader of the records' keys; empty where they have none. */
    Optional<RecordKey> keys() throws IOException {
      return RecordKey.of(dump.descriptor(part));
    }
  }
}
