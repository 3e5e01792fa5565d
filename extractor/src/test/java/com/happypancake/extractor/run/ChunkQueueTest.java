package com.happypancake.extractor.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.database.SourceTable;
import com.happypancake.extractor.plan.Chunk;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.run.ChunkQueue.TableWork;
import com.happypancake.extractor.run.ChunkQueue.Task;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.Boundary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChunkQueueTest {

  private static final LegacyTable TABLE = LegacyCatalogue.hpc().tables().get(0);

  private static TableWork work(int number) {
    return new TableWork(
        number, TablePlan.of(TABLE, List.of(), SourceTable.described(TABLE, List.of())));
  }

  private static List<Chunk> chunks(int count) {
    return count == 0
        ? List.of()
        : Chunk.between(Collections.nCopies(count - 1, Boundary.getDefaultInstance()));
  }

  /** Does the work of a run, and writes down when each task was dealt out and done. */
  private static List<String> deal(ChunkQueue queue, List<Integer> chunksOf, int readers)
      throws Exception {
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    ExecutorService executor = Executors.newFixedThreadPool(readers);
    List<Callable<Object>> work = new ArrayList<>();
    for (int i = 0; i < readers; i++) {
      work.add(
          () -> {
            for (Optional<Task> task = queue.next(); task.isPresent(); task = queue.next()) {
              perform(queue, task.get(), chunksOf, log);
            }
            return "done";
          });
    }
    for (Future<Object> each : executor.invokeAll(work, 30, TimeUnit.SECONDS)) {
      assertThat(each.get()).isEqualTo("done");
    }
    executor.shutdown();
    return log;
  }

  private static void perform(
      ChunkQueue queue, Task task, List<Integer> chunksOf, List<String> log) {
    int number = task.table().number();
    if (task instanceof Task.Cut) {
      log.add("cut " + number);
      queue.cut(task.table(), chunks(chunksOf.get(number)));
    } else if (task instanceof Task.Read read) {
      log.add("read " + number + " " + read.chunk().number());
      log.add("done " + number);
      queue.read(task.table());
    } else {
      log.add("close " + number);
      queue.closed(task.table());
    }
  }

  @Property(tries = 200)
  void eachTaskIsDealtOnceAndInItsOrder(
      @ForAll @Size(max = 4) List<@Size(max = 4) List<@IntRange(min = 0, max = 6) Integer>> shape,
      @ForAll @IntRange(min = 1, max = 5) int readers)
      throws Exception {
    List<List<TableWork>> stages = new ArrayList<>();
    List<Integer> chunksOf = new ArrayList<>();
    Map<Integer, Integer> stageOf = new TreeMap<>();
    for (List<Integer> stage : shape) {
      List<TableWork> tables = new ArrayList<>();
      for (int chunks : stage) {
        stageOf.put(chunksOf.size(), stages.size());
        tables.add(work(chunksOf.size()));
        chunksOf.add(chunks);
      }
      stages.add(tables);
    }
    List<String> log = deal(new ChunkQueue(stages), chunksOf, readers);

    assertThat(log.stream().filter(line -> !line.startsWith("done"))).doesNotHaveDuplicates();
    int expected = chunksOf.stream().mapToInt(chunks -> 2 + 2 * chunks).sum();
    assertThat(log).hasSize(expected);
    int stage = 0;
    for (String line : log) {
      int of = stageOf.get(Integer.parseInt(line.split(" ", -1)[1]));
      assertThat(of).as(line).isGreaterThanOrEqualTo(stage);
      stage = of;
    }
    for (int table = 0; table < chunksOf.size(); table++) {
      String number = Integer.toString(table);
      List<String> own =
          log.stream().filter(line -> line.split(" ", -1)[1].equals(number)).toList();
      assertThat(own.get(0)).isEqualTo("cut " + number);
      assertThat(own.get(own.size() - 1)).isEqualTo("close " + number);
    }
  }

  @Test
  void closingWakesAllWhoWait() throws Exception {
    ChunkQueue queue = new ChunkQueue(List.of(List.of(work(0))));
    assertThat(queue.next()).containsInstanceOf(Task.Cut.class);
    ExecutorService executor = Executors.newFixedThreadPool(3);
    List<Future<Optional<Task>>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(executor.submit(queue::next));
    }
    queue.close();
    for (Future<Optional<Task>> each : waiting) {
      assertThat(each.get()).isEmpty();
    }
    assertThat(queue.next()).isEmpty();
    executor.shutdown();
  }

  @Test
  void aReaderThatWaitsCanBeInterrupted() throws Exception {
    ChunkQueue queue = new ChunkQueue(List.of(List.of(work(0))));
    assertThat(queue.next()).isPresent();
    ExecutorService executor = Executors.newSingleThreadExecutor();
    Future<Optional<Task>> waiting = executor.submit(queue::next);
    executor.shutdownNow();
    assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
  }
}
