package com.happypancake.seeder.run;

import java.util.function.Consumer;

/** Runs a task again and again on a thread of its own, until its end. */
final class RepeatedTask {

  private static final long CLOSE_MILLIS = 5_000;

  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts the thread.
   *
   * @param millis the pause between two calls
   * @param failed receives what the task throws; then it is not called again
   */
  RepeatedTask(String name, long millis, Runnable task, Consumer<RuntimeException> failed) {
    thread = new Thread(() -> repeat(millis, task, failed), name);
    thread.setDaemon(true);
    thread.start();
  }

  private void repeat(long millis, Runnable task, Consumer<RuntimeException> failed) {
    try {
      while (!closed) {
        Thread.sleep(millis);
        task.run();
      }
    } catch (InterruptedException e) {
      // It ends.
    } catch (RuntimeException e) {
      if (!closed) {
        failed.accept(e);
      }
    }
  }

  /** Lets the thread end after a call that is under way. Does not wait. */
  void stop() {
    closed = true;
    thread.interrupt();
  }

  /** Ends the thread. Waits some seconds for a call that is under way. */
  void end() throws InterruptedException {
    stop();
    thread.join(CLOSE_MILLIS);
  }
}
