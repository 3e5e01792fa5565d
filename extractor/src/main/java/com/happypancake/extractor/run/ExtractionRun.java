package com.happypancake.extractor.run;

import com.happypancake.database.Session;
import com.happypancake.database.Sessions;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.extractor.ExtractionEvent.QuerySent.Purpose;
import com.happypancake.extractor.RetryPolicy;
import com.happypancake.extractor.check.SourceSchemaCheck;
import com.happypancake.extractor.delta.DeletedKeyReader;
import com.happypancake.extractor.delta.DeltaRun;
import com.happypancake.extractor.pace.ReaderSessions;
import com.happypancake.extractor.pace.Throttle;
import com.happypancake.extractor.plan.Boundaries;
import com.happypancake.extractor.plan.Chunk;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.extractor.rows.ChunkReader;
import com.happypancake.extractor.rows.ChunkReader.RowFilter;
import com.happypancake.extractor.run.ChunkQueue.TableWork;
import com.happypancake.extractor.run.ChunkQueue.Task;
import com.happypancake.extractor.run.RowCounts.Counted;
import com.happypancake.extractor.state.RunState;
import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.extraction.TableState;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Reads all tables. Each reader takes tasks until none is left, and retries those that fail.
 * Thread-safe if each thread has a separate session.
 */
final class ExtractionRun {

  /** A delta scans many rows and keeps few. */
  private static final int DELTA_CHUNK_FACTOR = 10;

  private final Extraction extraction;
  private final RunPlan plan;
  private final DumpWriter dump;
  private final RunState state;
  private final ChunkQueue queue;
  private final Throttle throttle;
  private final ConsistencyVerifier verifier;
  private final ReaderSessions readers;
  private final Consumer<ExtractionEvent> events;
  private final RetryBudget budget;
  private final RowCounts counts;

  ExtractionRun(
      Extraction extraction,
      RunPlan plan,
      DumpWriter dump,
      RunState state,
      ChunkQueue queue,
      Throttle throttle,
      ConsistencyVerifier verifier,
      ReaderSessions readers,
      Consumer<ExtractionEvent> events) {
    this.extraction = extraction;
    this.plan = plan;
    this.dump = dump;
    this.state = state;
    this.queue = queue;
    this.throttle = throttle;
    this.verifier = verifier;
    this.readers = readers;
    this.events = events;
    this.budget = new RetryBudget(extraction.reading().retries(), new SplittableRandom());
    this.counts =
        new RowCounts(plan, verifier, text -> events.accept(new ExtractionEvent.Note(text)));
  }

  /**
   * Opens a session for the calling thread, with as many retries as a task has.
   *
   * @throws SourceException if the source fails in a way that no retry fixes, or too often
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
                events.accept(
                    new ExtractionEvent.Note(
                        "no connection, tried again in "
                            + wait.toMillis()
                            + " ms: "
                            + e.getMessage())));
      }
    }
  }

  /**
   * Performs tasks until none is left.
   *
   * @param session used only by the calling thread
   * @throws SourceException if the source fails in a way that no retry fixes, or too often
   */
  void read(Session session) throws SourceException, IOException, InterruptedException {
    Reader reader = new Reader(session);
    for (Optional<Task> task = queue.next(); task.isPresent(); task = queue.next()) {
      reader.run(task.get());
    }
  }

  /**
   * Checks once more that the tables fit the schema, if they could be altered while they were read.
   * Each query checks its own columns. Only this check finds another key or an added column.
   *
   * @throws SourceException if a table no longer fits, or the source fails in a way that no retry
   *     fixes, or too often
   */
  void checkSchemaAgain(Session session) throws SourceException, InterruptedException {
    if (verifier.consistency() != Consistency.CONSISTENCY_READ_COMMITTED) {
      return;
    }
    for (int failed = 0; ; ) {
      try {
        if (failed > 0) {
          session.reconnect();
        }
        List<TablePlan> now =
            SourceSchemaCheck.check(
                session, extraction.selected(), extraction.allowExtraColumns(), note -> {});
        for (int i = 0; i < now.size(); i++) {
          TablePlan before = plan.tables().get(i);
          for (String column : before.becameNullable(now.get(i))) {
            throw SourceException.ofAlteredTable(
                before.table().qualifiedName(),
                "column "
                    + column
                    + " may be NULL now; it was NOT NULL when the table was planned");
          }
        }
        return;
      } catch (SourceException e) {
        if (e.kind() == SourceException.Kind.MISMATCH) {
          throw new SourceException(
              e.kind(), "a table was altered while it was read: " + e.getMessage(), e);
        }
        budget.await(
            e,
            ++failed,
            wait ->
                events.accept(
                    new ExtractionEvent.Note(
                        "the tables can't be compared with the schema, tried again in "
                            + wait.toMillis()
                            + " ms: "
                            + e.getMessage())));
      }
    }
  }

  private final class Reader {

    private final Session session;
    private final Optional<Pseudonyms> pseudonyms;
    private final ChunkReader chunks;

    /** The session's number, once the server was asked for it. */
    private OptionalInt number = OptionalInt.empty();

    private boolean isNumbered;

    Reader(Session session) {
      this.session = session;
      this.pseudonyms = extraction.pseudonymKey().map(Pseudonyms::new);
      this.chunks =
          new ChunkReader(
              session, plan.queries(), dump, throttle, extraction.rowsPerPart(), pseudonyms);
    }

    void run(Task task) throws SourceException, IOException, InterruptedException {
      TableWork work = task.table();
      for (int failed = 0; ; ) {
        try {
          if (failed > 0) {
            session.reconnect();
            isNumbered = false;
          }
          if (!isNumbered) {
            number = ReaderSessions.number(session);
            isNumbered = true;
          }
          // Wait before a snapshot transaction begins, since an open one costs the server.
          throttle.awaitChunk();
          verifier.keep(session, shown -> counts.areUnchanged(shown, state.finishedTables()));
          readers.begin(number, work.table());
          if (task instanceof Task.Cut) {
            cut(work);
          } else if (task instanceof Task.Read read) {
            read(work, read.chunk());
          } else {
            close(work);
          }
          return;
        } catch (SourceException e) {
          int failures = ++failed;
          budget.await(
              e,
              failures,
              wait ->
                  events.accept(
                      new ExtractionEvent.Retrying(
                          work.table(), failures, wait, String.valueOf(e.getMessage()))));
        } finally {
          readers.end(number);
        }
      }
    }

    private void cut(TableWork work) throws SourceException, IOException, InterruptedException {
      Optional<TableState> before = state.table(work.number());
      sent(work, Purpose.CUT);
      TableState table = before.isPresent() ? before.get() : boundaries(work);
      if (before.isEmpty()) {
        state.put(work.number(), table);
      }
      events.accept(new ExtractionEvent.TableStarted(work.table(), plan.forecast(work.plan())));
      for (Part part : state.parts(work.number())) {
        work.addRead(part.getRecords(), part.getContentBytes(), events);
      }
      Map<Integer, FinishedChunk> done = state.chunks(work.number());
      queue.cut(
          work,
          Chunk.between(table.getBoundariesList()).stream()
              .filter(chunk -> !done.containsKey(chunk.number()))
              .toList());
    }

    private void sent(TableWork work, Purpose purpose) {
      events.accept(new ExtractionEvent.QuerySent(work.table(), purpose));
    }

    private TableState boundaries(TableWork work) throws SourceException, InterruptedException {
      long rowsPerChunk = extraction.rowsPerPart();
      if (plan.delta().isPresent()) {
        rowsPerChunk = Math.max(rowsPerChunk, rowsPerChunk * DELTA_CHUNK_FACTOR);
      }
      TableState.Builder table =
          TableState.newBuilder()
              .setTable(work.table().qualifiedName())
              .addAllBoundaries(
                  new Boundaries(session, plan.queries(), rowsPerChunk).find(work.plan()))
              .addAllKey(work.plan().keyNames());
      work.plan().source().rows().ifPresent(table::setEstimatedRows);
      return table.build();
    }

    private void read(TableWork work, Chunk chunk)
        throws SourceException, IOException, InterruptedException {
      Optional<RowFilter> filter =
          plan.delta().isPresent()
              ? plan.delta().get().known(work.plan()).map(known -> known.lookup()::contains)
              : Optional.empty();
      sent(work, Purpose.ROWS);
      FinishedChunk finished =
          chunks.read(
              work.plan(), chunk, filter, (rows, bytes) -> work.addRead(rows, bytes, events));
      finished
          .getPartsList()
          .forEach(part -> events.accept(new ExtractionEvent.PartFinished(work.table(), part)));
      state.put(work.number(), finished);
      queue.read(work);
    }

    private void close(TableWork work) throws SourceException, IOException, InterruptedException {
      TableState known = state.table(work.number()).orElse(TableState.getDefaultInstance());
      if (!known.getFinished()) {
        long rows = state.rows(work.number());
        sent(work, Purpose.COUNT);
        Counted counted = counts.count(session, work.number());
        counts.check(work.number(), rows, counted.read());
        TableState.Builder done = known.toBuilder().clearSourceRows().setFinished(true);
        if (!readsCommitted()) {
          counted.all().ifPresent(done::setSourceRows);
        }
        done.clearDeleted().addAllDeleted(deletedKeys(work));
        state.put(work.number(), done.build());
        events.accept(new ExtractionEvent.TableFinished(work.table(), rows, counted.read()));
      }
      queue.closed(work);
    }

    private List<Part> deletedKeys(TableWork work)
        throws SourceException, IOException, InterruptedException {
      if (plan.delta().isEmpty()) {
        return List.of();
      }
      DeltaRun delta = plan.delta().get();
      delta.forget(work.plan());
      List<Part> parts =
          new DeletedKeyReader(delta, session, plan.queries(), dump, throttle, pseudonyms, events)
              .read(work.plan(), work.number(), readsCommitted());
      parts.forEach(part -> events.accept(new ExtractionEvent.PartFinished(work.table(), part)));
      return parts;
    }

    private boolean readsCommitted() {
      return verifier.consistency() == Consistency.CONSISTENCY_READ_COMMITTED;
    }
  }

  /** The retries that all readers of a run share, and the delays before them. Thread-safe. */
  static final class RetryBudget {

    private final RetryPolicy retries;
    private final RandomGenerator random;
    private int failures;

    RetryBudget(RetryPolicy retries, RandomGenerator random) {
      this.retries = retries;
      this.random = random;
    }

    /**
     * Waits until the next attempt, if another is allowed.
     *
     * @param failed how often the same task has failed
     * @param told receives the delay before it begins
     * @throws SourceException the given failure, if no retry fixes it or none is left
     */
    void await(SourceException failure, int failed, Consumer<Duration> told)
        throws SourceException, InterruptedException {
      if (Thread.currentThread().isInterrupted() || !failure.isPassing() || !allows(failed)) {
        throw failure;
      }
      Duration wait = wait(failed);
      told.accept(wait);
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    }

    private synchronized boolean allows(int failed) {
      failures++;
      return retries.allows(failed, failures);
    }

    /** Returns the delay. Synchronized because not all random generators are thread-safe. */
    private synchronized Duration wait(int failed) {
      return retries.wait(failed, random);
    }
  }
}
