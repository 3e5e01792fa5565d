package com.happypancake.extractor.run;

import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.extractor.plan.Chunk;
import com.happypancake.extractor.plan.ReadOrder;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Deals the work of a run out to its readers: each table is first cut, then its chunks are read,
 * then it is closed. The tables of a stage come after all those of the stage before it.
 */
final class ChunkQueue {

  private final Deque<List<TableWork>> stages;
  private List<TableWork> stage = List.of();
  private boolean closed;

  /** One thing for a reader to do. */
  sealed interface Task {

    /** Returns the table that it is of. */
    TableWork table();

    /** To find where a table is cut. */
    record Cut(TableWork table) implements Task {}

    /** To read a chunk. */
    record Read(TableWork table, Chunk chunk) implements Task {}

    /** To hold the rows of a table that was read against the source's count. */
    record Close(TableWork table) implements Task {}
  }

  /** The work on one table: the queue takes its steps, readers add what they have read. */
  static final class TableWork {

    private final int number;
    private final TablePlan plan;
    private Deque<Chunk> chunks = new ArrayDeque<>();
    private int reading;
    private Step step = Step.UNCUT;
    private long rowsRead;
    private long bytesRead;

    private enum Step {
      UNCUT,
      CUTTING,
      READING,
      CLOSING,
      CLOSED
    }

    /**
     * Work that has not begun.
     *
     * @param number of the table in the manifest's order
     */
    TableWork(int number, TablePlan plan) {
      this.number = number;
      this.plan = plan;
    }

    /** Returns the table's place in the manifest's order. */
    int number() {
      return number;
    }

    /** Returns how the table is read. */
    TablePlan plan() {
      return plan;
    }

    /** Returns the table. */
    LegacyTable table() {
      return plan.table();
    }

    /** Counts rows that any reader has read, and passes the new sums on. */
    synchronized void addRead(long moreRows, long moreBytes, Consumer<ExtractionEvent> events) {
      rowsRead += moreRows;
      bytesRead += moreBytes;
      events.accept(new ExtractionEvent.RowsRead(plan.table(), rowsRead, bytesRead));
    }
  }

  ChunkQueue(List<List<TableWork>> stages) {
    this.stages = new ArrayDeque<>(stages);
  }

  /**
   * Returns all the work of a run.
   *
   * @param stages as {@link ReadOrder} has them
   * @param plans of the tables, in the manifest's order
   */
  static ChunkQueue of(List<List<LegacyTable>> stages, List<TablePlan> plans) {
    List<LegacyTable> tables = plans.stream().map(TablePlan::table).toList();
    return new ChunkQueue(
        stages.stream()
            .map(
                stage ->
                    stage.stream()
                        .map(tables::indexOf)
                        .map(number -> new TableWork(number, plans.get(number)))
                        .toList())
            .toList());
  }

  /**
   * Returns the next thing to do, once there is one.
   *
   * @return empty when all is done, or the queue is closed
   * @throws InterruptedException if the thread was interrupted
   */
  synchronized Optional<Task> next() throws InterruptedException {
    while (true) {
      if (closed) {
        return Optional.empty();
      }
      if (stage.stream().allMatch(work -> work.step == TableWork.Step.CLOSED)) {
        if (stages.isEmpty()) {
          return Optional.empty();
        }
        stage = new ArrayList<>(stages.removeFirst());
        notifyAll();
        continue;
      }
      Optional<Task> task = stage.stream().flatMap(work -> begin(work).stream()).findFirst();
      if (task.isPresent()) {
        return task;
      }
      wait();
    }
  }

  private static Optional<Task> begin(TableWork work) {
    switch (work.step) {
      case UNCUT -> {
        work.step = TableWork.Step.CUTTING;
        return Optional.of(new Task.Cut(work));
      }
      case READING -> {
        Chunk chunk = work.chunks.pollFirst();
        if (chunk != null) {
          work.reading++;
          return Optional.of(new Task.Read(work, chunk));
        }
        if (work.reading == 0) {
          work.step = TableWork.Step.CLOSING;
          return Optional.of(new Task.Close(work));
        }
        return Optional.empty();
      }
      default -> {
        return Optional.empty();
      }
    }
  }

  /** A table is cut, or was before. */
  synchronized void cut(TableWork work, List<Chunk> unread) {
    work.chunks = new ArrayDeque<>(unread);
    work.step = TableWork.Step.READING;
    notifyAll();
  }

  /** A chunk is read. */
  synchronized void read(TableWork work) {
    work.reading--;
    notifyAll();
  }

  /** A table is closed. */
  synchronized void closed(TableWork work) {
    work.step = TableWork.Step.CLOSED;
    notifyAll();
  }

  /** Deals nothing out any more: the run has failed. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
