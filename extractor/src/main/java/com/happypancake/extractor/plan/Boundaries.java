package com.happypancake.extractor.plan;

import com.happypancake.database.Dialect;
import com.happypancake.database.RowCursor;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.database.SqlText;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.Boundary;
import com.happypancake.schemas.extraction.KeyValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the keys that divide a table into chunks of about equal numbers of rows.
 *
 * <p>If the source can sample pages, the boundaries come from the keys of a small sample. They are
 * off by a few percent of a chunk. Otherwise one pass over the index finds them.
 */
public final class Boundaries {

  /** Sampled rows for each chunk. Many lie close together, since a sample has whole pages. */
  private static final long SAMPLED_ROWS_PER_CHUNK = 2_000;

  private static final int MAX_STRIDES_WITHOUT_PROGRESS = 12;

  private final Session session;
  private final TableQueries queries;
  private final long rowsPerChunk;

  public Boundaries(Session session, TableQueries queries, long rowsPerChunk) {
    this.session = session;
    this.queries = queries;
    this.rowsPerChunk = rowsPerChunk;
  }

  /**
   * Returns whether a table may have more rows than a chunk. An estimate of 0 does not count, since
   * a server without statistics says it of every table. The walk then looks whether there is a row
   * at the end of the first chunk.
   */
  public static boolean mayNeedChunks(OptionalLong estimatedRows, long rowsPerChunk) {
    long rows = estimatedRows.orElse(0);
    return rows == 0 || rows > rowsPerChunk;
  }

  /**
   * Finds a table's boundaries.
   *
   * @return the boundaries; none if the table is read in one piece
   * @throws SourceException if the source fails in a way that a retry may fix, or the table is not
   *     as it was planned
   */
  public List<Boundary> find(TablePlan plan) throws SourceException, InterruptedException {
    OptionalLong estimatedRows = plan.source().rows();
    if (plan.key().isEmpty() || !mayNeedChunks(estimatedRows, rowsPerChunk)) {
      return List.of();
    }
    try {
      if (estimatedRows.orElse(0) > 0) {
        List<Boundary> sampled = sampled(plan, estimatedRows.getAsLong());
        if (!sampled.isEmpty()) {
          return sampled;
        }
      }
      return walked(plan);
    } catch (SourceException e) {
      if (e.isPassing() || e.kind() == SourceException.Kind.MISMATCH) {
        throw e;
      }
      return List.of();
    }
  }

  private List<Boundary> sampled(TablePlan plan, long rows)
      throws SourceException, InterruptedException {
    long chunks = (rows + rowsPerChunk - 1) / rowsPerChunk;
    double share = Math.min(1, (double) chunks * SAMPLED_ROWS_PER_CHUNK / rows);
    Dialect dialect = session.dialect();
    Optional<String> sample = dialect.sample(share);
    if (sample.isEmpty()) {
      return List.of();
    }
    List<Boundary> keys = new ArrayList<>();
    try (RowCursor cursor = query(plan, queries.sampledKeys(plan, sample.get()))) {
      while (cursor.next()) {
        keys.add(boundary(plan, cursor));
        refuseInterrupted(plan.table());
      }
    } catch (SourceException e) {
      if (e.isPassing() || e.kind() == SourceException.Kind.MISMATCH) {
        throw e;
      }
      return List.of();
    }
    return spread(keys, chunks);
  }

  /** Selects keys at equal distances; none if the sample is too small. */
  private static List<Boundary> spread(List<Boundary> keys, long chunks) {
    List<Boundary> boundaries = new ArrayList<>();
    if (keys.size() < 4 * chunks) {
      return boundaries;
    }
    for (long i = 1; i < chunks; i++) {
      Boundary next = keys.get((int) (i * keys.size() / chunks));
      if (boundaries.isEmpty() || !boundaries.get(boundaries.size() - 1).equals(next)) {
        boundaries.add(next);
      }
    }
    return boundaries;
  }

  private List<Boundary> walked(TablePlan plan) throws SourceException, InterruptedException {
    Set<Boundary> boundaries = new LinkedHashSet<>();
    Optional<Boundary> from = Optional.empty();
    long stride = rowsPerChunk;
    int idle = 0;
    while (true) {
      refuseInterrupted(plan.table());
      Optional<Boundary> next = keyAfter(plan, from, stride);
      if (next.isEmpty()) {
        return List.copyOf(boundaries);
      }
      if (next.equals(from)) {
        // The key is not unique, and more rows than a chunk has share it.
        stride *= 2;
        if (++idle > MAX_STRIDES_WITHOUT_PROGRESS) {
          return List.of();
        }
      } else if (!boundaries.add(next.get())) {
        // The walk returned to an earlier key: this server's comparisons don't match its order.
        return List.of();
      } else {
        from = next;
        stride = rowsPerChunk;
        idle = 0;
      }
    }
  }

  private Optional<Boundary> keyAfter(TablePlan plan, Optional<Boundary> from, long rows)
      throws SourceException, InterruptedException {
    try (RowCursor cursor = query(plan, queries.keyAfter(plan, from, rows))) {
      if (!cursor.next()) {
        return Optional.empty();
      }
      Boundary found = boundary(plan, cursor);
      // Read to the end, so that no query has to be cancelled.
      while (cursor.next()) {
        refuseInterrupted(plan.table());
      }
      return Optional.of(found);
    }
  }

  private RowCursor query(TablePlan plan, SqlText sql) throws SourceException {
    return session.query(
        plan.table().qualifiedName() + ": finding where to cut it", sql, plan.queriedKey());
  }

  private static Boundary boundary(TablePlan plan, RowCursor cursor) throws SourceException {
    Boundary.Builder boundary = Boundary.newBuilder();
    for (int i = 0; i < plan.key().size(); i++) {
      KeyValue.Builder value = KeyValue.newBuilder();
      cursor.literal(plan.key().get(i).literal(), i + 1).ifPresent(value::setLiteral);
      boundary.addValues(value);
    }
    return boundary.build();
  }

  private static void refuseInterrupted(LegacyTable table) throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException(table.qualifiedName() + ": interrupted while cutting it");
    }
  }
}
