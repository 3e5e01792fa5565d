package com.happypancake.extractor.delta;

import com.happypancake.database.ChangeTracking;
import com.happypancake.database.RowCursor;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.database.SqlText;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.MismatchedDumpException;
import com.happypancake.dumps.PartWriter;
import com.happypancake.extractor.Delta;
import com.happypancake.extractor.ExtractionListener;
import com.happypancake.extractor.pace.Throttle;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.plan.TableQueries;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.extractor.rows.PartSeries;
import com.happypancake.extractor.rows.RowEncoder;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * Finds the keys of rows that are gone since a delta's base: by Change Tracking, or by all keys
 * held against the base's. Safe for use by several threads, one for each table.
 */
public final class DeletedRows {

  /** After so many keys the throttle is passed, and progress told. */
  private static final int KEYS_AT_ONCE = 4096;

  private final Delta delta;
  private final BaseChain base;
  private final Deletes how;

  DeletedRows(Delta delta, BaseChain base, Deletes how) {
    this.delta = delta;
    this.base = base;
    this.how = how;
  }

  /** Returns how they are found. */
  public Deletes how() {
    return how;
  }

  /**
   * Where the keys of one table are looked for, and what becomes of them.
   *
   * @param keys the plan of the key's columns
   * @param throttle paces the reading, as that of rows
   * @param listener hears of keys that were held against the base's
   */
  public record Search(
      Session session,
      TablePlan keys,
      TableQueries queries,
      Optional<Pseudonyms> pseudonyms,
      DumpWriter dump,
      Throttle throttle,
      ExtractionListener listener) {

    LegacyTable table() {
      return keys.table();
    }

    private PartWriter begin() throws IOException {
      PartWriter part =
          dump.part(PartSeries.deleted(table()), 0, table().descriptor().getFullName());
      part.entry().setTable(table().qualifiedName()).setRows(Rows.ROWS_DELETED_KEYS);
      return part;
    }

    /**
     * Reads keys at the throttle's pace.
     *
     * @param progress hears how many they are by now
     */
    private void read(RowCursor cursor, RowEncoder encoder, KeySink sink, LongConsumer progress)
        throws SourceException, IOException, InterruptedException {
      long share = throttle.rowsPerBatch(KEYS_AT_ONCE);
      long read = 0;
      long passed = 0;
      long bytes = 0;
      boolean more = true;
      while (more) {
        more = cursor.next();
        if (more) {
          byte[] key = encoder.encode(cursor);
          sink.take(key);
          bytes += key.length;
          read++;
        }
        if (read - passed >= share || !more) {
          throttle.read(read - passed, bytes);
          progress.accept(read);
          passed = read;
          bytes = 0;
          refuseInterrupted(table());
        }
      }
    }
  }

  /** Takes a key, as a message of its table's type. */
  @FunctionalInterface
  private interface KeySink {
    void take(byte[] key) throws IOException;
  }

  /**
   * Finds the keys of a table that are gone, and writes them.
   *
   * @param buckets a folder of its own, for what does not fit the memory
   * @param moving whether rows may change while they are read
   * @return the parts; none where rows that are gone are not looked for
   * @throws SourceException if the source fails
   * @throws IOException if the base can't be read, or the disk refuses
   * @throws InterruptedException if the thread was interrupted
   */
  public List<Part> write(Search search, Path buckets, boolean moving)
      throws SourceException, IOException, InterruptedException {
    return switch (how) {
      case DELETES_CHANGE_TRACKING -> tracked(search);
      case DELETES_KEYS -> compared(search, buckets, moving);
      default -> List.of();
    };
  }

  private List<Part> tracked(Search search)
      throws SourceException, IOException, InterruptedException {
    LegacyTable table = search.table();
    Session session = search.session();
    ChangeTracking tracking = session.changeTracking().orElseThrow();
    long since = base.mark(table).getChangeTrackingVersion();
    List<String> names =
        search.keys().columns().stream().map(column -> column.actual().name()).toList();
    SqlText sql =
        SqlText.of(
            tracking.deletedKeys(table, names, since) + search.queries().features().readHint());
    String where = table.qualifiedName() + ": deleted keys";
    RowEncoder encoder = new RowEncoder(where, search.keys(), search.pseudonyms());
    try (RowCursor cursor = session.query(where, sql);
        PartWriter part = search.begin()) {
      search.read(cursor, encoder, part::write, keys -> {});
      // What the server forgets while it is asked is missing without an error.
      OptionalLong first = tracking.firstVersion(table);
      if (first.isEmpty() || first.getAsLong() > since) {
        throw delta.refusal(table, "Change Tracking has forgotten meanwhile what was deleted");
      }
      return List.of(part.finish());
    }
  }

  private List<Part> compared(Search search, Path buckets, boolean moving)
      throws SourceException, IOException, InterruptedException {
    LegacyTable table = search.table();
    TablePlan keys = search.keys();
    String where = table.qualifiedName() + ": all keys";
    RowEncoder encoder = new RowEncoder(where, keys, search.pseudonyms());
    boolean sought =
        moving && KeySeek.isPossible(search.session(), keys, search.pseudonyms().isPresent());
    try (KeyComparison deleted = new KeyComparison(base, table, buckets);
        PartWriter part = search.begin()) {
      // What can't be sought afterwards is read twice: a row that either scan met is there.
      for (int scans = moving && !sought ? 2 : 1; scans > 0; scans--) {
        try (RowCursor cursor = search.session().query(where, search.queries().allRows(keys))) {
          search.read(
              cursor,
              encoder,
              deleted::inSource,
              read -> search.listener().keysCompared(table, read));
        }
      }
      if (sought) {
        KeySeek seek = new KeySeek(search.session(), keys, search.queries(), encoder, part::write);
        deleted.forEach(seek);
        seek.finish();
      } else {
        KeyProjection projection = new KeyProjection(table);
        deleted.forEach(
            (bytes, offset, length, gone) -> part.write(projection.of(bytes, offset, length)));
      }
      return List.of(part.finish());
    }
  }

  private static void refuseInterrupted(LegacyTable table) throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException(
          table.qualifiedName() + ": interrupted while looking for deleted rows");
    }
  }

  /**
   * Chooses how rows that are gone are found.
   *
   * @param marks the extraction's own
   * @throws SourceException if the source has not what was asked for
   * @throws MismatchedDumpException if the base is older than what Change Tracking remembers
   */
  static Deletes choose(
      Delta delta, BaseChain base, Session session, List<TablePlan> plans, List<Mark> marks)
      throws SourceException, IOException {
    Deletes asked = delta.deletes().orElse(Deletes.DELETES_UNSPECIFIED);
    if (asked == Deletes.DELETES_KEYS || asked == Deletes.DELETES_NONE) {
      return asked;
    }
    for (TablePlan plan : plans) {
      Optional<String> obstacle = obstacle(base, session, plan, marks);
      if (obstacle.isPresent()) {
        if (asked == Deletes.DELETES_CHANGE_TRACKING) {
          throw new MismatchedDumpException(
              String.format(
                  Locale.ROOT,
                  "%s: Change Tracking can't tell what was deleted from %s since: %s; take"
                      + " --deletes keys, or extract a full dump",
                  delta.base(),
                  plan.table().qualifiedName(),
                  obstacle.get()));
        }
        return Deletes.DELETES_KEYS;
      }
    }
    return Deletes.DELETES_CHANGE_TRACKING;
  }

  /** Tells whether another way may yet be taken, {@link #under} what is promised. */
  public static boolean isLeftToThePromise(Delta delta, Deletes chosen) {
    return chosen == Deletes.DELETES_CHANGE_TRACKING && !delta.insistsOnChangeTracking();
  }

  /**
   * Returns how rows that are gone are found under a promise. A database snapshot has all keys of
   * its instant; that its Change Tracking has all versions up to it, nothing guarantees, and it may
   * not be asked at all.
   */
  public static Deletes under(Consistency consistency, Deletes chosen) {
    return chosen == Deletes.DELETES_CHANGE_TRACKING
            && consistency == Consistency.CONSISTENCY_DATABASE_SNAPSHOT
        ? Deletes.DELETES_KEYS
        : chosen;
  }

  private static Optional<String> obstacle(
      BaseChain base, Session session, TablePlan plan, List<Mark> marks)
      throws SourceException, IOException {
    Optional<Mark> own =
        marks.stream()
            .filter(mark -> mark.getTable().equals(plan.table().qualifiedName()))
            .filter(Mark::hasChangeTrackingVersion)
            .findFirst();
    if (own.isEmpty()) {
      return Optional.of("it does not follow the table, or the login may not see it");
    }
    Mark before = base.mark(plan.table());
    if (!before.hasChangeTrackingVersion()) {
      return Optional.of("the base has no version of it");
    }
    if (own.get().getChangeTrackingVersion() < before.getChangeTrackingVersion()) {
      return Optional.of("its versions began anew since the base");
    }
    OptionalLong first = session.changeTracking().orElseThrow().firstVersion(plan.table());
    return first.isPresent() && first.getAsLong() <= before.getChangeTrackingVersion()
        ? Optional.empty()
        : Optional.of(
            "the base is of version "
                + before.getChangeTrackingVersion()
                + ", and it remembers from "
                + (first.isPresent() ? first.getAsLong() : "none")
                + " on");
  }
}
