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
 * Runs tasks on several threads and returns their results in the order in which the tasks were
 * added.
 *
 * <p>For one thread. That thread runs tasks itself while the next result is not ready, so all tasks
 * are done even if the executor does nothing.
 */
public final class OrderedTasks<T> implements Closeable {

  private final Executor executor;
  private final Deque<FutureTask<T>> tasks = new ArrayDeque<>();
  private volatile boolean closed;

  public OrderedTasks(Executor executor) {
    this.executor = executor;
  }

  /** Adds a task. */
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

  /** Returns how many tasks were added whose result has not been taken. */
  public int size() {
    return tasks.size();
  }

  /** Tells whether the next result is ready. */
  boolean isNextDone() {
    return !tasks.isEmpty() && tasks.peek().isDone();
  }

  /**
   * Removes and returns the result of the task that was added first.
   *
   * @throws IOException as the task did
   * @throws java.util.NoSuchElementException if there is no task
   */
  public T take() throws IOException {
    FutureTask<T> first = tasks.remove();
    // run() does nothing if the task runs or ran on another thread.
    first.run();
    for (FutureTask<T> other : tasks) {
      if (first.isDone()) {
        break;
      }
      other.run();
    }
    return result(first);
  }

  /** Waits for the tasks that run. Those that have not begun are cancelled. */
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
          // A task is so short that it is finished first.
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
