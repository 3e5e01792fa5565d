package com.happypancake.extractor.delta;

import com.happypancake.database.RowCursor;
import com.happypancake.database.ServerFacts.ChangeTracking;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.database.SqlText;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.TableSeries;
import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.extractor.delta.KeySeek.KeyProjection;
import com.happypancake.extractor.pace.Throttle;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.plan.TableQueries;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.extractor.rows.RowEncoder;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Finds the keys of the rows that were deleted since a delta's base, and writes them as one part
 * per table. It uses Change Tracking, or compares all keys with the base's. Not thread-safe.
 */
public final class DeletedKeyReader {

  /** The number of keys between two calls of the throttle and two progress reports. */
  private static final int KEYS_AT_ONCE = 4096;

  private final DeltaRun delta;
  private final Session session;
  private final TableQueries queries;
  private final DumpWriter dump;
  private final Throttle throttle;
  private final Optional<Pseudonyms> pseudonyms;
  private final Consumer<ExtractionEvent> events;

  /**
   * Creates a reader.
   *
   * @param throttle limits the rate of reading
   * @param events receives how many keys were compared with the base's
   */
  public DeletedKeyReader(
      DeltaRun delta,
      Session session,
      TableQueries queries,
      DumpWriter dump,
      Throttle throttle,
      Optional<Pseudonyms> pseudonyms,
      Consumer<ExtractionEvent> events) {
    this.delta = delta;
    this.session = session;
    this.queries = queries;
    this.dump = dump;
    this.throttle = throttle;
    this.pseudonyms = pseudonyms;
    this.events = events;
  }

  /**
   * Reads and writes the keys of a table's deleted rows.
   *
   * @param number of the table in the manifest's order
   * @param moving whether rows may change during the read
   * @return the parts; none if the delta does not look for deleted rows
   * @throws SourceException if the source fails
   * @throws IOException if the base can't be read, or the disk fails
   */
  public List<Part> read(TablePlan plan, int number, boolean moving)
      throws SourceException, IOException, InterruptedException {
    TablePlan keys = plan.keyOnly();
    return switch (delta.deletes()) {
      case DELETES_CHANGE_TRACKING -> tracked(keys);
      case DELETES_KEYS -> compared(keys, dump.scratch().resolve("keys-" + number), moving);
      default -> List.of();
    };
  }

  private List<Part> tracked(TablePlan keys)
      throws SourceException, IOException, InterruptedException {
    LegacyTable table = keys.table();
    ChangeTracking tracking = session.facts().changeTracking().orElseThrow();
    long since = delta.base().mark(table).getChangeTrackingVersion();
    List<String> names = keys.columns().stream().map(column -> column.actual().name()).toList();
    SqlText sql =
        SqlText.of(tracking.deletedKeys(table, names, since) + queries.features().readHint());
    String where = table.qualifiedName() + ": deleted keys";
    RowEncoder encoder = new RowEncoder(where, keys, pseudonyms);
    try (RowCursor cursor = session.query(where, sql, keys.queried());
        PartWriter part = begin(table)) {
      read(table, cursor, encoder, part::write, read -> {});
      // If the server drops versions during the query, they are missing without an error.
      OptionalLong first =
          tracking.firstVersions(List.of(table)).getOrDefault(table, OptionalLong.empty());
      if (first.isEmpty() || first.getAsLong() > since) {
        throw delta.refusal(table, "Change Tracking has forgotten meanwhile what was deleted");
      }
      return List.of(part.finish());
    }
  }

  private List<Part> compared(TablePlan keys, Path buckets, boolean moving)
      throws SourceException, IOException, InterruptedException {
    LegacyTable table = keys.table();
    String where = table.qualifiedName() + ": all keys";
    RowEncoder encoder = new RowEncoder(where, keys, pseudonyms);
    boolean sought = moving && KeySeek.isPossible(session, keys, pseudonyms.isPresent());
    try (KeyComparison deleted = new KeyComparison(delta.base(), table, buckets);
        PartWriter part = begin(table)) {
      // Keys that can't be sought are scanned twice. A row exists if either scan finds it.
      for (int scans = moving && !sought ? 2 : 1; scans > 0; scans--) {
        try (RowCursor cursor = session.query(where, queries.allRows(keys), keys.queried())) {
          read(
              table,
              cursor,
              encoder,
              deleted::inSource,
              read -> events.accept(new ExtractionEvent.KeysCompared(table, read)));
        }
      }
      if (sought) {
        KeySeek seek = new KeySeek(session, keys, queries, encoder, part::write);
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

  private PartWriter begin(LegacyTable table) throws IOException {
    PartWriter part =
        dump.part(TableSeries.deletedKeys(table), 0, table.descriptor().getFullName());
    part.entry().setTable(table.qualifiedName()).setRows(Rows.ROWS_DELETED_KEYS);
    return part;
  }

  /**
   * Reads keys at the throttle's pace.
   *
   * @param progress receives how many keys were read so far
   */
  private void read(
      LegacyTable table,
      RowCursor cursor,
      RowEncoder encoder,
      KeySeek.KeySink sink,
      LongConsumer progress)
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
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedException(
              table.qualifiedName() + ": interrupted while looking for deleted rows");
        }
      }
    }
  }
}
