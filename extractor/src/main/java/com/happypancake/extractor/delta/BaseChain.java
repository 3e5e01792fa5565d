package com.happypancake.extractor.delta;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.schemas.manifest.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A dump that a delta is extracted against, with the dumps that it stands on: a full one and the
 * deltas since. Those are looked for beside it, by their content.
 */
public final class BaseChain {

  private final Dump base;

  private BaseChain(Dump base) {
    this.base = base;
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
   * Opens a base.
   *
   * @throws MismatchedDumpException if the folder holds no dump of rows, or one that was repaired
   * @throws IOException if it can't be read
   */
  public static BaseChain open(Path folder) throws IOException {
    Dump dump = Dump.open(folder);
    Manifest manifest = dump.manifest();
    if (manifest.getContent() != Content.CONTENT_ROWS) {
      throw new MismatchedDumpException(
          folder + ": holds no rows of tables, but events or rejects; give a dump as the base");
    }
    if (manifest.hasRepair()) {
      throw new MismatchedDumpException(
          folder
              + ": is what could be saved of a damaged dump, and no delta brings back what it"
              + " lacks; extract a full dump");
    }
    return new BaseChain(dump);
  }

  /** Returns the base's own manifest. */
  public Manifest manifest() {
    return base.manifest();
  }

  /**
   * Refuses a base of something else.
   *
   * @param country whose database is extracted
   * @param pseudonymKey the fingerprint of the key; empty for originals
   * @throws MismatchedDumpException if the base is of another country, database or recovery fork,
   *     or its pseudonyms are of another key
   */
  public void refuseOther(String country, Source source, String pseudonymKey)
      throws MismatchedDumpException {
    Manifest manifest = base.manifest();
    Source before = manifest.getSource();
    refuse("country", manifest.getCountry(), country);
    refuse("database product", before.getProduct(), source.getProduct());
    refuse("database", before.getDatabase(), source.getDatabase());
    if (!before.getRecoveryFork().isEmpty() && !source.getRecoveryFork().isEmpty()) {
      refuse("recovery fork", before.getRecoveryFork(), source.getRecoveryFork());
    }
    refuse("pseudonym key", key(manifest.getPseudonymKeyFingerprint()), key(pseudonymKey));
  }

  private static String key(String fingerprint) {
    return fingerprint.isEmpty() ? "none" : fingerprint;
  }

  private void refuse(String what, String before, String now) throws MismatchedDumpException {
    if (!before.equals(now)) {
      throw new MismatchedDumpException(
          String.format(
              Locale.ROOT,
              "%s: can't be the base: its %s is %s, and this extraction's is %s; extract a full"
                  + " dump, or give the right base",
              base.folder(),
              what,
              before.isEmpty() ? "not told" : before,
              now.isEmpty() ? "not told" : now));
    }
  }

  /**
   * Returns up to where the base has read a table.
   *
   * @throws MismatchedDumpException if it has not the table, or holds its rows otherwise
   */
  public Mark mark(LegacyTable table) throws IOException {
    String name = table.qualifiedName();
    for (Part part : base.parts()) {
      if (part.getTable().equals(name)
          && !base.descriptor(part).toProto().equals(table.descriptor().toProto())) {
        throw new MismatchedDumpException(
            base.folder()
                + ": can't be the base: the schema of "
                + name
                + " has changed since; extract a full dump");
      }
    }
    Optional<Mark> mark =
        base.manifest().getMarksList().stream()
            .filter(each -> each.getTable().equals(name))
            .findFirst();
    return mark.orElseThrow(
        () ->
            new MismatchedDumpException(
                base.folder()
                    + ": can't be the base: it does not hold "
                    + name
                    + "; leave the table out, or extract a full dump"));
  }

  /**
   * Refuses a chain that lacks a dump.
   *
   * @throws MismatchedDumpException if a dump that the base stands on is not beside it
   */
  public void requireWhole() throws IOException {
    dumps();
  }

  /** Counts the records of a table in the whole chain, those included that were replaced. */
  public long records(LegacyTable table) throws IOException {
    long records = 0;
    for (Dump dump : dumps()) {
      for (Part part : dump.parts()) {
        records += part.getTable().equals(table.qualifiedName()) ? part.getRecords() : 0;
      }
    }
    return records;
  }

  /**
   * Reads all records of a table: of the full dump first, then of each delta its deleted keys and
   * its rows, since a key that is in both was deleted and inserted again.
   *
   * @throws MismatchedDumpException if a dump that the base stands on is not beside it
   * @throws IOException if a dump can't be read, or is damaged
   * @throws InterruptedException if the thread was interrupted
   */
  public <E extends Exception> void read(LegacyTable table, RecordConsumer<E> consumer)
      throws IOException, InterruptedException, E {
    for (Dump dump : dumps()) {
      read(dump, table, Rows.ROWS_DELETED_KEYS, consumer);
      read(dump, table, Rows.ROWS_WHOLE, consumer);
    }
  }

  private static <E extends Exception> void read(
      Dump dump, LegacyTable table, Rows rows, RecordConsumer<E> consumer)
      throws IOException, InterruptedException, E {
    for (Part part : dump.parts()) {
      if (part.getRows() == rows && part.getTable().equals(table.qualifiedName())) {
        try (PartReader reader = dump.read(part)) {
          while (reader.advance()) {
            consumer.take(
                reader.bytes(), reader.offset(), reader.length(), rows == Rows.ROWS_DELETED_KEYS);
            if (Thread.currentThread().isInterrupted()) {
              throw new InterruptedException("interrupted while reading " + dump.folder());
            }
          }
        } catch (DamagedDumpException e) {
          // A part tells its path within its dump, and there are several dumps here.
          throw e.in(dump.folder());
        }
      }
    }
  }

  private List<Dump> dumps() throws IOException {
    List<Dump> dumps = new ArrayList<>(List.of(base));
    while (dumps.get(0).manifest().getKind() == Kind.KIND_DELTA) {
      dumps.add(0, baseOf(dumps.get(0)));
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
    if (!Files.isRegularFile(folder.resolve("manifest.json"))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Dump.open(folder))
          .filter(dump -> dump.manifest().getContentDigest().equals(digest));
    } catch (IOException e) {
      // Whatever is wrong with a folder that happens to lie here, it is not the one.
      return Optional.empty();
    }
  }
}
