package com.happypancake.extractor.run;

import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.extractor.plan.Chunk;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The tasks of a run, in an order that suits several readers. A table is divided into chunks, then
 * its chunks are read, then it is closed. A stage of tables begins after the previous one is
 * closed. Thread-safe.
 */
final class ChunkQueue {

  private final Deque<List<TableWork>> stages;
  private List<TableWork> stage = List.of();
  private boolean closed;

  sealed interface Task {

    TableWork table();

    /** Finds the boundaries of a table's chunks. */
    record Cut(TableWork table) implements Task {}

    record Read(TableWork table, Chunk chunk) implements Task {}

    /** Compares the rows that were read with the source's count, after all chunks. */
    record Close(TableWork table) implements Task {}
  }

  /**
   * The work on one table. Only the queue changes its step. Readers add the rows that they read.
   */
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
     * Creates work that has not started.
     *
     * @param number of the table in the manifest's order
     */
    TableWork(int number, TablePlan plan) {
      this.number = number;
      this.plan = plan;
    }

    /** Returns the table's number in the manifest's order. */
    int number() {
      return number;
    }

    TablePlan plan() {
      return plan;
    }

    LegacyTable table() {
      return plan.table();
    }

    /** Adds rows that a reader has read, and reports the new totals. */
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
   * Returns a queue with all the work of a run.
   *
   * @param stages in which the tables are read
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
   * Returns the next task, waiting for it if necessary.
   *
   * @return empty if all is done, or the queue is closed
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

  /** Adds the chunks of a table that are still to be read. */
  synchronized void cut(TableWork work, List<Chunk> unread) {
    work.chunks = new ArrayDeque<>(unread);
    work.step = TableWork.Step.READING;
    notifyAll();
  }

  /** Records that a chunk was read. */
  synchronized void read(TableWork work) {
    work.reading--;
    notifyAll();
  }

  synchronized void closed(TableWork work) {
    work.step = TableWork.Step.CLOSED;
    notifyAll();
  }

  /** Closes the queue after a failure. No reader gets another task. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
