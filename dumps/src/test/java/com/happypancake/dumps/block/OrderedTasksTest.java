package com.happypancake.dumps.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OrderedTasksTest {

  private static final int TASKS = 1_000;

  private final ExecutorService pool = Executors.newFixedThreadPool(3);
  private final AtomicInteger begun = new AtomicInteger();

  @AfterEach
  void shutDown() {
    pool.shutdownNow();
  }

  private List<Callable<Integer>> tasks() {
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      int number = i;
      tasks.add(
          () -> {
            begun.incrementAndGet();
            return number;
          });
    }
    return tasks;
  }

  @Test
  void resultsComeInTheOrderOfTheTasksAndFewTasksAreAhead() throws Exception {
    List<Integer> taken = new ArrayList<>();
    OrderedTasks.run(
        new Workers(pool, 4),
        tasks(),
        result -> {
          assertThat(begun.get()).isLessThanOrEqualTo(taken.size() + 16);
          taken.add(result);
        });
    assertThat(taken).hasSize(TASKS).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void anExceptionOfTheConsumerLeavesOutTheOtherTasks() {
    assertThatThrownBy(
            () ->
                OrderedTasks.run(
                    Workers.caller(),
                    tasks(),
                    result -> {
                      throw new InterruptedException("at " + result);
                    }))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("at 0");
    assertThat(begun).hasValue(1);
  }
}
