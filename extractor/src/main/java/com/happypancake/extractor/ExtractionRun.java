package com.happypancake.extractor;

import com.happypancake.dumps.DumpWriter;
import com.happypancake.extractor.ChunkQueue.TableWork;
import com.happypancake.extractor.ChunkQueue.Task;
import com.happypancake.extractor.delta.KnownRows;
import com.happypancake.extractor.pace.Gate;
import com.happypancake.extractor.pace.Retries;
import com.happypancake.extractor.pseudonym.PseudonymKey;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.extractor.source.Session;
import com.happypancake.extractor.source.Sessions;
import com.happypancake.extractor.source.SourceException;
import com.happypancake.extractor.source.Sql;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.extraction.TableState;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of a run share: the work, what of it is done, and how failures are gone about.
 * Safe for use by several threads, each with a session of its own.
 */
final class ExtractionRun {

  private static final int DELTA_CHUNK_FACTOR = 10;

  private final TableQueries queries;
  private final DumpWriter dump;
  private final StateFolder state;
  private final ChunkQueue queue;
  private final Gate gate;
  private final Promise promise;
  private final Retries retries;
  private final Optional<DeltaRun> delta;
  private final Optional<PseudonymKey> pseudonymKey;
  private final long rowsPerPart;
  private final Map<LegacyTable, OptionalLong> estimates;
  private final ExtractionListener listener;
  private final RandomGenerator random;
  private final List<Mark> marks;
  private final Map<Integer, TableState> tables = new HashMap<>();
  private final Map<Integer, TreeMap<Integer, FinishedChunk>> finished = new HashMap<>();
  private final Map<Integer, TableProgress> progress = new HashMap<>();
  private int failures;

  ExtractionRun(
      TableQueries queries,
      DumpWriter dump,
      StateFolder state,
      ChunkQueue queue,
      Gate gate,
      Promise promise,
      Retries retries,
      Optional<DeltaRun> delta,
      Optional<PseudonymKey> pseudonymKey,
      long rowsPerPart,
      Map<LegacyTable, OptionalLong> estimates,
      List<Mark> marks,
      ExtractionListener listener,
      RandomGenerator random) {
    this.marks = List.copyOf(marks);
    this.queries = queries;
    this.dump = dump;
    this.state = state;
    this.queue = queue;
    this.gate = gate;
    this.promise = promise;
    this.retries = retries;
    this.delta = delta;
    this.pseudonymKey = pseudonymKey;
    this.rowsPerPart = rowsPerPart;
    this.estimates = estimates;
    this.listener = listener;
    this.random = random;
  }

  /** Enters what an earlier run has read of a table. */
  synchronized void enter(
      int table, Optional<TableState> known, Map<Integer, FinishedChunk> chunks) {
    known.ifPresent(each -> tables.put(table, each));
    finished.computeIfAbsent(table, key -> new TreeMap<>()).putAll(chunks);
  }

  /** Returns the parts of a table, in their order. */
  synchronized List<Part> parts(int table) {
    List<Part> parts = new ArrayList<>();
    chunks(table).values().forEach(chunk -> parts.addAll(chunk.getPartsList()));
    return parts;
  }

  /** Returns the parts of a table's deleted keys. */
  synchronized List<Part> deleted(int table) {
    return tables.getOrDefault(table, TableState.getDefaultInstance()).getDeletedList();
  }

  /** Returns the chunks of a table that are read, by their numbers. */
  synchronized Map<Integer, FinishedChunk> chunks(int table) {
    return finished.computeIfAbsent(table, key -> new TreeMap<>());
  }

  /** Returns what the source counted in a table, in the same snapshot. */
  synchronized OptionalLong sourceRows(int table) {
    TableState known = tables.getOrDefault(table, TableState.getDefaultInstance());
    return known.hasSourceRows() ? OptionalLong.of(known.getSourceRows()) : OptionalLong.empty();
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
    Optional<Pseudonyms> pseudonyms = pseudonymKey.map(Pseudonyms::new);
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
        gate.awaitChunk();
        promise.keep(session, this::countsStand);
        perform(session, pseudonyms, task);
        return;
      } catch (SourceException e) {
        failed++;
        boolean interrupted = Thread.currentThread().isInterrupted();
        if (interrupted || !e.isPassing() || !retries.allows(failed, countFailure())) {
          throw e;
        }
        Duration wait = retries.wait(failed, random());
        listener.retrying(
            task.table().plan().table(), failed, wait, String.valueOf(e.getMessage()));
        TimeUnit.NANOSECONDS.sleep(wait.toNanos());
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
        if (!e.isPassing() || !retries.allows(failed, countFailure())) {
          throw e;
        }
        Duration wait = retries.wait(failed, random());
        listener.note(
            "no connection, tried again in " + wait.toMillis() + " ms: " + e.getMessage());
        TimeUnit.NANOSECONDS.sleep(wait.toNanos());
      }
    }
  }

  /** Not all generators may be shared by threads. */
  private synchronized RandomGenerator random() {
    return new SplittableRandom(random.nextLong());
  }

  /** Deletions move no rowversion: only the number of rows tells of them. */
  private boolean countsStand(Session session) throws SourceException {
    for (Map.Entry<Integer, TableState> known : finishedTables().entrySet()) {
      TablePlan plan = queue.plan(known.getKey());
      OptionalLong now =
          queries.features().rowCount().isEmpty()
              ? OptionalLong.empty()
              : session.count(plan.table().qualifiedName(), queries.count(plan));
      if (!known.getValue().hasSourceRows()
          || now.isEmpty()
          || now.getAsLong() != known.getValue().getSourceRows()) {
        return false;
      }
    }
    return true;
  }

  private synchronized Map<Integer, TableState> finishedTables() {
    Map<Integer, TableState> found = new TreeMap<>(tables);
    found.values().removeIf(known -> !known.getFinished());
    return found;
  }

  private synchronized int countFailure() {
    return ++failures;
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
    OptionalLong estimated = estimates.getOrDefault(table, OptionalLong.empty());
    TableState known = known(work.number());
    if (known == null) {
      TableState.Builder found = TableState.newBuilder().setTable(table.qualifiedName());
      estimated.ifPresent(found::setEstimatedRows);
      gate.awaitChunk();
      found.addAllBoundaries(
          new Boundaries(session, queries, rowsPerChunk()).find(work.plan(), estimated));
      found.addAllKey(work.plan().keyNames());
      known = found.build();
      state.write(work.number(), known);
    }
    List<Chunk> unread = new ArrayList<>();
    TableProgress read = new TableProgress(table, listener);
    synchronized (this) {
      tables.put(work.number(), known);
      progress.put(work.number(), read);
      for (Chunk chunk : Chunk.between(known.getBoundariesList())) {
        if (!chunks(work.number()).containsKey(chunk.number())) {
          unread.add(chunk);
        }
      }
    }
    listener.tableBegun(table, delta.isPresent() ? OptionalLong.empty() : estimated);
    for (Part part : parts(work.number())) {
      read.add(part.getRecords(), part.getContentBytes());
    }
    queue.cut(work, unread);
  }

  private synchronized @Nullable TableState known(int table) {
    return tables.get(table);
  }

  private void read(Session session, Optional<Pseudonyms> pseudonyms, TableWork work, Chunk chunk)
      throws SourceException, IOException, InterruptedException {
    LegacyTable table = work.plan().table();
    ChunkReader reader = new ChunkReader(session, queries, dump, gate, rowsPerPart, pseudonyms);
    Optional<KnownRows> known =
        delta.isPresent() ? delta.get().known(work.plan()) : Optional.empty();
    FinishedChunk whole =
        reader.read(
            work.plan(),
            chunk,
            known,
            progress(work.number()),
            part -> listener.partFinished(table, part));
    state.write(work.number(), whole);
    synchronized (this) {
      chunks(work.number()).put(chunk.number(), whole);
    }
    queue.read(work);
  }

  private synchronized TableProgress progress(int table) {
    TableProgress found = progress.get(table);
    if (found == null) {
      throw new IllegalStateException("table " + table + " was not cut");
    }
    return found;
  }

  /** Of a delta few rows are read, however many are looked at. */
  private long rowsPerChunk() {
    return delta.isPresent()
        ? Math.max(rowsPerPart, rowsPerPart * DELTA_CHUNK_FACTOR)
        : rowsPerPart;
  }

  private void close(Session session, Optional<Pseudonyms> pseudonyms, TableWork work)
      throws SourceException, IOException, InterruptedException {
    TableState known = known(work.number());
    if (known == null || !known.getFinished()) {
      long rows =
          chunks(work.number()).values().stream().mapToLong(FinishedChunk::getSourceRows).sum();
      Counted counted = counted(session, work);
      hold(work.plan(), rows, counted.read());
      TableState.Builder done =
          TableState.newBuilder(known == null ? TableState.getDefaultInstance() : known)
              .clearSourceRows()
              .setFinished(true);
      if (promise.consistency() != Consistency.CONSISTENCY_READ_COMMITTED) {
        counted.all().ifPresent(done::setSourceRows);
      }
      done.clearDeleted().addAllDeleted(deleted(session, pseudonyms, work));
      state.write(work.number(), done.build());
      synchronized (this) {
        tables.put(work.number(), done.build());
      }
      listener.tableFinished(work.plan().table(), rows, counted.read());
    }
    queue.closed(work);
  }

  private List<Part> deleted(Session session, Optional<Pseudonyms> pseudonyms, TableWork work)
      throws SourceException, IOException, InterruptedException {
    if (delta.isEmpty()) {
      return List.of();
    }
    delta.get().forget(work.plan());
    Path buckets = dump.scratch().resolve("keys-" + work.number());
    List<Part> parts =
        delta
            .get()
            .deleted()
            .write(
                session,
                work.plan(),
                queries,
                pseudonyms,
                dump,
                buckets,
                promise.consistency() == Consistency.CONSISTENCY_READ_COMMITTED);
    parts.forEach(part -> listener.partFinished(work.plan().table(), part));
    return parts;
  }

  /**
   * What the source counts.
   *
   * @param read of the rows that are read
   * @param all of all rows that the dumps have together then; empty where they may have others
   */
  private record Counted(OptionalLong read, OptionalLong all) {}

  private Counted counted(Session session, TableWork work) throws SourceException {
    Optional<String> count = queries.features().rowCount();
    if (count.isEmpty()) {
      return new Counted(OptionalLong.empty(), OptionalLong.empty());
    }
    TablePlan plan = work.plan();
    String where = plan.table().qualifiedName();
    if (delta.isEmpty()) {
      OptionalLong all = session.count(where, queries.count(plan));
      return new Counted(all, all);
    }
    Sql sql =
        delta
            .get()
            .counts(plan, marks.get(work.number()), count.get(), queries.features().readHint());
    List<Long> counts = session.counts(where, sql, 3);
    if (counts.isEmpty()) {
      return new Counted(OptionalLong.empty(), OptionalLong.empty());
    }
    return new Counted(
        OptionalLong.of(counts.get(1)),
        counts.get(2) == 0 ? OptionalLong.of(counts.get(0)) : OptionalLong.empty());
  }

  /** In a snapshot both numbers are of one instant, so any difference is an error. */
  private void hold(TablePlan plan, long rows, OptionalLong counted)
      throws SourceException, IOException {
    if (counted.isEmpty() || counted.getAsLong() == rows) {
      return;
    }
    String text =
        String.format(
            Locale.ROOT,
            "%s: %d rows were read, and the source counts %d",
            plan.table().qualifiedName(),
            rows,
            counted.getAsLong());
    if (!promise.allowsDifference(text)) {
      throw new SourceException(
          SourceException.Kind.QUERY,
          text + " in the same snapshot; run it again, and if it stays so, check the database");
    }
    listener.note(text + " a little later: rows came or went in between");
  }
}
