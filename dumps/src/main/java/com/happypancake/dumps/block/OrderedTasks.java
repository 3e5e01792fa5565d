package com.happypancake.dumps.block;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Runs tasks on several threads and returns their results in the order of the tasks.
 *
 * <p>Not thread-safe. The caller's thread runs tasks itself while the next result is not ready, so
 * all tasks are done even if the executor does nothing.
 */
public final class OrderedTasks<T> implements Closeable {

  /** Some tasks are done while the oldest one is not. */
  private static final int TASKS_PER_THREAD = 4;

  private final Executor executor;
  private final Deque<FutureTask<T>> tasks = new ArrayDeque<>();
  private volatile boolean closed;

  public OrderedTasks(Executor executor) {
    this.executor = executor;
  }

  /**
   * Receives the result of a task.
   *
   * @param <E> the exception that it throws, apart from an IOException
   */
  @FunctionalInterface
  public interface ResultConsumer<T, E extends Exception> {
    void take(T result) throws IOException, E;
  }

  /**
   * Runs tasks and gives their results to a consumer, on the caller's thread and in the order of
   * the tasks. At most {@value #TASKS_PER_THREAD} tasks for each thread are ahead of the consumer.
   *
   * @throws IOException if a task or the consumer threw it; the tasks that have not begun are left
   *     out
   */
  public static <T, E extends Exception> void run(
      Workers workers, Iterable<? extends Callable<T>> all, ResultConsumer<T, E> consumer)
      throws IOException, E {
    int most = TASKS_PER_THREAD * workers.threads();
    try (OrderedTasks<T> tasks = new OrderedTasks<>(workers.executor())) {
      for (Callable<T> task : all) {
        tasks.add(task);
        if (tasks.size() == most) {
          consumer.take(tasks.take());
        }
      }
      while (tasks.size() > 0) {
        consumer.take(tasks.take());
      }
    }
  }

  public void add(Callable<T> task) {
    FutureTask<T> added =
        new FutureTask<>(
            () -> {
              if (closed) {
                throw new CancellationException();
              }
              return task.call();
            });
    tasks.add(added);
    executor.execute(added);
  }

  /** Returns the number of added tasks whose results have not been taken. */
  public int size() {
    return tasks.size();
  }

  /** Returns whether the next result is ready. */
  boolean isNextDone() {
    return !tasks.isEmpty() && tasks.peek().isDone();
  }

  /**
   * Removes the oldest task and returns its result. Waits for the result if necessary.
   *
   * @throws IOException if the task threw it
   * @throws java.util.NoSuchElementException if there is no task
   */
  public T take() throws IOException {
    FutureTask<T> first = tasks.remove();
    // run() does nothing if another thread runs or ran the task.
    first.run();
    for (FutureTask<T> other : tasks) {
      if (first.isDone()) {
        break;
      }
      other.run();
    }
    return result(first);
  }

  /** Waits for running tasks and cancels those that have not begun. */
  @Override
  public void close() {
    closed = true;
    while (!tasks.isEmpty()) {
      try {
        take();
      } catch (IOException | RuntimeException e) {
        // The result is not needed.
      }
    }
  }

  private static <T> T result(FutureTask<T> task) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          // Tasks are short, so wait for this one nevertheless.
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw TaskFailure.of(e).rethrow(IOException.class).unexpected();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
