package com.happypancake.extractor.delta;

import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.extractor.Delta;
import com.happypancake.extractor.ExtractionListener;
import com.happypancake.extractor.pace.Throttle;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.plan.TableQueries;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.extractor.rows.PartSeries;
import com.happypancake.extractor.rows.RowEncoder;
import com.happypancake.extractor.source.RowCursor;
import com.happypancake.extractor.source.Session;
import com.happypancake.extractor.source.SourceException;
import com.happypancake.extractor.source.Sql;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    long since = base.mark(table).getChangeTrackingVersion();
    List<String> names =
        search.keys().columns().stream().map(column -> column.actual().name()).toList();
    Sql sql =
        Sql.of(
            session.dialect().deletedKeys(table, names, since).orElseThrow()
                + search.queries().features().readHint());
    String where = table.qualifiedName() + ": deleted keys";
    RowEncoder encoder = new RowEncoder(where, search.keys(), search.pseudonyms());
    try (RowCursor cursor = session.query(where, sql);
        PartWriter part = search.begin()) {
      search.read(cursor, encoder, part::write, keys -> {});
      // What the server forgets while it is asked is missing without an error.
      OptionalLong first = session.dialect().firstTrackedVersion(session, table);
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
}
