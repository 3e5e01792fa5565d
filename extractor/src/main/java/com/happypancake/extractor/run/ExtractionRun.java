package com.happypancake.extractor.run;

import com.happypancake.database.Session;
import com.happypancake.database.Sessions;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.ExtractionListener;
import com.happypancake.extractor.delta.DeletedRows;
import com.happypancake.extractor.delta.DeltaRun;
import com.happypancake.extractor.pace.Throttle;
import com.happypancake.extractor.plan.Boundaries;
import com.happypancake.extractor.plan.Chunk;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.extractor.rows.ChunkReader;
import com.happypancake.extractor.rows.RowFilter;
import com.happypancake.extractor.rows.TableProgress;
import com.happypancake.extractor.run.ChunkQueue.TableWork;
import com.happypancake.extractor.run.ChunkQueue.Task;
import com.happypancake.extractor.run.RowCounts.Counted;
import com.happypancake.extractor.state.RunState;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.extraction.TableState;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the readers of a run do: each takes tasks until none is left, and tries again what failed.
 * Safe for use by several threads, each with a session of its own.
 */
final class ExtractionRun {

  private static final int DELTA_CHUNK_FACTOR = 10;

  private final Extraction extraction;
  private final RunPlan plan;
  private final DumpWriter dump;
  private final RunState state;
  private final ChunkQueue queue;
  private final Throttle throttle;
  private final ConsistencyVerifier verifier;
  private final ExtractionListener listener;
  private final RetryBudget budget;
  private final RowCounts counts;
  private final Map<Integer, TableProgress> progress = new ConcurrentHashMap<>();

  ExtractionRun(
      Extraction extraction,
      RunPlan plan,
      DumpWriter dump,
      RunState state,
      ChunkQueue queue,
      Throttle throttle,
      ConsistencyVerifier verifier,
      ExtractionListener listener) {
    this.extraction = extraction;
    this.plan = plan;
    this.dump = dump;
    this.state = state;
    this.queue = queue;
    this.throttle = throttle;
    this.verifier = verifier;
    this.listener = listener;
    this.budget = new RetryBudget(extraction.reading().retries(), new SplittableRandom());
    this.counts = new RowCounts(plan, verifier, listener);
  }

  /**
   * Works until all is done.
   *
   * @param session the calling thread's own
   * @throws SourceException if the source fails for good, or more often than it may
   * @throws IOException if the disk refuses
   * @throws InterruptedException if the thread was interrupted
   */
  void work(Session session) throws SourceException, IOException, InterruptedException {
    Optional<Pseudonyms> pseudonyms = extraction.pseudonymKey().map(Pseudonyms::new);
    for (Optional<Task> task = queue.next(); task.isPresent(); task = queue.next()) {
      attempt(session, pseudonyms, task.get());
    }
  }

  private void attempt(Session session, Optional<Pseudonyms> pseudonyms, Task task)
      throws SourceException, IOException, InterruptedException {
    for (int failed = 0; ; ) {
      try {
        if (failed > 0) {
          session.reconnect();
        }
        // Before a snapshot begins, which costs the server for as long as it lasts.
        throttle.awaitChunk();
        verifier.keep(session, shown -> counts.stand(shown, state.finishedTables()));
        perform(session, pseudonyms, task);
        return;
      } catch (SourceException e) {
        int failures = ++failed;
        LegacyTable table = task.table().plan().table();
        budget.await(
            e,
            failures,
            wait -> listener.retrying(table, failures, wait, String.valueOf(e.getMessage())));
      }
    }
  }

  /**
   * Opens a session for the calling thread, as often as a chunk is tried.
   *
   * @throws SourceException if the source fails for good, or more often than it may
   * @throws InterruptedException if the thread was interrupted
   */
  Session open(Sessions sessions) throws SourceException, InterruptedException {
    for (int failed = 1; ; failed++) {
      try {
        return sessions.openAgain();
      } catch (SourceException e) {
        budget.await(
            e,
            failed,
            wait ->
                listener.note(
                    "no connection, tried again in " + wait.toMillis() + " ms: " + e.getMessage()));
      }
    }
  }

  private void perform(Session session, Optional<Pseudonyms> pseudonyms, Task task)
      throws SourceException, IOException, InterruptedException {
    if (task instanceof Task.Cut cut) {
      cut(session, cut.table());
    } else if (task instanceof Task.Read read) {
      read(session, pseudonyms, read.table(), read.chunk());
    } else {
      close(session, pseudonyms, task.table());
    }
  }

  private void cut(Session session, TableWork work)
      throws SourceException, IOException, InterruptedException {
    LegacyTable table = work.plan().table();
    OptionalLong estimated = plan.estimate(table);
    Optional<TableState> before = state.table(work.number());
    TableState known =
        before.isPresent() ? before.get() : boundaries(session, work.plan(), estimated);
    if (before.isEmpty()) {
      state.put(work.number(), known);
    }
    TableProgress read = new TableProgress(table, listener);
    progress.put(work.number(), read);
    listener.tableBegun(table, plan.delta().isPresent() ? OptionalLong.empty() : estimated);
    for (Part part : state.parts(work.number())) {
      read.add(part.getRecords(), part.getContentBytes());
    }
    Map<Integer, FinishedChunk> done = state.chunks(work.number());
    queue.cut(
        work,
        Chunk.between(known.getBoundariesList()).stream()
            .filter(chunk -> !done.containsKey(chunk.number()))
            .toList());
  }

  private TableState boundaries(Session session, TablePlan table, OptionalLong estimated)
      throws SourceException, InterruptedException {
    TableState.Builder found = TableState.newBuilder().setTable(table.table().qualifiedName());
    estimated.ifPresent(found::setEstimatedRows);
    throttle.awaitChunk();
    Boundaries boundaries = new Boundaries(session, plan.queries(), rowsPerChunk());
    return found
        .addAllBoundaries(boundaries.find(table, estimated))
        .addAllKey(table.keyNames())
        .build();
  }

  /** Of a delta few rows are read, however many are looked at. */
  private long rowsPerChunk() {
    long rows = extraction.rowsPerPart();
    return plan.delta().isPresent() ? Math.max(rows, rows * DELTA_CHUNK_FACTOR) : rows;
  }

  private void read(Session session, Optional<Pseudonyms> pseudonyms, TableWork work, Chunk chunk)
      throws SourceException, IOException, InterruptedException {
    LegacyTable table = work.plan().table();
    ChunkReader reader =
        new ChunkReader(
            session, plan.queries(), dump, throttle, extraction.rowsPerPart(), pseudonyms);
    Optional<RowFilter> known =
        plan.delta().isPresent()
            ? plan.delta().get().known(work.plan()).map(rows -> rows::contains)
            : Optional.empty();
    FinishedChunk whole =
        reader.read(
            work.plan(),
            chunk,
            known,
            progress(work.number()),
            part -> listener.partFinished(table, part));
    state.put(work.number(), whole);
    queue.read(work);
  }

  private TableProgress progress(int table) {
    TableProgress found = progress.get(table);
    if (found == null) {
      throw new IllegalStateException("table " + table + " was not cut");
    }
    return found;
  }

  private void close(Session session, Optional<Pseudonyms> pseudonyms, TableWork work)
      throws SourceException, IOException, InterruptedException {
    TableState known = state.table(work.number()).orElse(TableState.getDefaultInstance());
    if (!known.getFinished()) {
      long rows = state.rows(work.number());
      Counted counted = counts.count(session, work.number());
      counts.hold(work.number(), rows, counted.read());
      TableState.Builder done = known.toBuilder().clearSourceRows().setFinished(true);
      if (verifier.consistency() != Consistency.CONSISTENCY_READ_COMMITTED) {
        counted.all().ifPresent(done::setSourceRows);
      }
      done.clearDeleted().addAllDeleted(deleted(session, pseudonyms, work));
      state.put(work.number(), done.build());
      listener.tableFinished(work.plan().table(), rows, counted.read());
    }
    queue.closed(work);
  }

  private List<Part> deleted(Session session, Optional<Pseudonyms> pseudonyms, TableWork work)
      throws SourceException, IOException, InterruptedException {
    if (plan.delta().isEmpty()) {
      return List.of();
    }
    DeltaRun delta = plan.delta().get();
    delta.forget(work.plan());
    Path buckets = dump.scratch().resolve("keys-" + work.number());
    DeletedRows.Search search =
        new DeletedRows.Search(
            session, work.plan().keyOnly(), plan.queries(), pseudonyms, dump, throttle, listener);
    boolean moving = verifier.consistency() == Consistency.CONSISTENCY_READ_COMMITTED;
    List<Part> parts = delta.deleted().write(search, buckets, moving);
    parts.forEach(part -> listener.partFinished(work.plan().table(), part));
    return parts;
  }
}
