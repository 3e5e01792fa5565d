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

/** A full dump and its deltas, each based on the dump before it. Thread-safe. */
public final class DumpChain {

  private final Dump last;

  /** The dumps from the full one to the last delta; empty until they are needed. */
  private List<Dump> dumps;

  private DumpChain(Dump last, List<Dump> dumps) {
    this.last = last;
    this.dumps = dumps;
  }

  /**
   * Returns a chain of dumps.
   *
   * @param base a full dump of rows
   * @param deltas the deltas, each based on the dump before it
   * @throws MismatchedDumpException if the dumps do not fit together
   * @throws DamagedDumpException if a manifest has a part that no writer writes
   */
  public static DumpChain of(Dump base, List<Dump> deltas) throws IOException {
    List<Dump> dumps = new ArrayList<>(List.of(base));
    dumps.addAll(deltas);
    ChainCheck.check(dumps);
    return new DumpChain(dumps.get(dumps.size() - 1), List.copyOf(dumps));
  }

  /**
   * Opens the chain that ends with a dump. The earlier dumps are found beside it by their content
   * digests when they are needed.
   *
   * @throws MismatchedDumpException if the dump holds no rows or was repaired
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

  public Dump last() {
    return last;
  }

  /**
   * Returns the full dump and then the deltas.
   *
   * @throws MismatchedDumpException if a delta's base is not beside the delta, or the dumps do not
   *     fit together
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
      // A folder that can't be opened is not the base.
      return Optional.empty();
    }
  }

  /**
   * Refuses a delta of another source.
   *
   * @param next the delta's manifest as known before anything is read: country, time zone, source
   *     and pseudonyms
   * @throws MismatchedDumpException if one of these differs from the last dump's
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
   * Returns the mark up to which the last dump has read a table.
   *
   * @throws MismatchedDumpException if the dump does not hold the table, or has another schema of
   *     it
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

  /** Returns a dump's parts of a table with one kind of rows, in reading order. */
  static List<DumpPart> parts(Dump dump, String table, Rows rows) {
    return dump.parts().stream()
        .filter(part -> part.getTable().equals(table) && part.getRows() == rows)
        .map(part -> new DumpPart(dump, part))
        .toList();
  }

  /** Returns a dump's parts of a table, deleted keys first: a key in both was inserted again. */
  static List<DumpPart> changes(Dump dump, String table) {
    return Stream.of(Rows.ROWS_DELETED_KEYS, Rows.ROWS_WHOLE)
        .flatMap(rows -> parts(dump, table, rows).stream())
        .toList();
  }

  /** Counts the records of a table in all dumps, including those that later ones replace. */
  public long records(LegacyTable table) throws IOException {
    return dumps().stream()
        .flatMap(dump -> changes(dump, table.qualifiedName()).stream())
        .mapToLong(part -> part.part().getRecords())
        .sum();
  }

  /**
   * Receives each record of a table in the chain's order.
   *
   * @param <E> the exception that the consumer throws, apart from an IOException
   */
  @FunctionalInterface
  public interface RecordConsumer<E extends Exception> {

    /**
     * Receives a record.
     *
     * @param bytes hold the record only during the call
     * @param deleted whether the record is the key of a row that was deleted
     */
    void take(byte[] bytes, int offset, int length, boolean deleted) throws IOException, E;
  }

  /**
   * Reads all records of a table: first those of the full dump, then the deleted keys and the rows
   * of each delta.
   *
   * @throws MismatchedDumpException as {@link #dumps}
   * @throws IOException if a dump can't be read or is damaged
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
   * A part of one of several dumps. An exception about its damage names the dump's folder.
   *
   * @param part the entry of the dump's manifest
   */
  record DumpPart(Dump dump, Part part) {

    /** A task that reads a part. */
    interface Reading<T> {
      T run() throws IOException;
    }

    /** Runs a task and adds the dump's folder to its {@link DamagedDumpException}. */
    <T> T reading(Reading<T> work) throws IOException {
      try {
        return work.run();
      } catch (DamagedDumpException e) {
        throw e.in(dump.folder());
      }
    }

    /** Opens the part as {@link Dump#read(Part)}. */
    PartReader open() throws IOException {
      return reading(() -> dump.read(part));
    }

    /** Reads a reader's next record as {@link PartReader#advance}. */
    boolean advance(PartReader reader) throws IOException {
      return reading(reader::advance);
    }

    /** Returns the reader of the records' keys; empty if they have none. */
    Optional<RecordKey> keys() throws IOException {
      return RecordKey.of(dump.descriptor(part));
    }
  }
}
