package com.happypancake.extractor.run;

import com.happypancake.database.Session;
import com.happypancake.database.Sessions;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.block.TaskFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs the readers of a run, each with a separate session. The first failure stops them all. */
final class ReaderPool {

  private ReaderPool() {}

  /**
   * Reads until all tasks are done. A single connection reads on the calling thread and its
   * session. Several read on threads with separate sessions.
   *
   * @param own the calling thread's session
   * @throws SourceException if the source fails in a way that no retry fixes
   */
  static void read(
      ExtractionRun run, ChunkQueue queue, Sessions sessions, Session own, int connections)
      throws SourceException, IOException, InterruptedException {
    if (connections == 1) {
      run.read(own);
      return;
    }
    ExecutorService executor = Executors.newFixedThreadPool(connections, ReaderPool::thread);
    try {
      ExecutorCompletionService<Void> service = new ExecutorCompletionService<>(executor);
      List<Future<Void>> readers = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        readers.add(
            service.submit(
                () -> {
                  try (Session session = run.open(sessions)) {
                    run.read(session);
                  }
                  return null;
                }));
      }
      for (int i = 0; i < readers.size(); i++) {
        await(service.take());
      }
    } finally {
      queue.close();
      executor.shutdownNow();
      unwind(executor);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "hpc-extract-reader");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Waits for the readers, however long it takes: the folder's lock is given back afterwards, and
   * none may still write a part then. An interrupt cancels a reader's query, and a call of the
   * driver that does not return loses its connection.
   */
  private static void unwind(ExecutorService executor) {
    boolean interrupted = Thread.interrupted();
    boolean ended = false;
    while (!ended) {
      try {
        ended = executor.awaitTermination(1, TimeUnit.SECONDS);
        // Interrupt again, since a driver may swallow an interrupt.
        executor.shutdownNow();
      } catch (InterruptedException e) {
        // Keep waiting, so that even a second interrupt leaves no half-written part.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(Future<Void> reader)
      throws SourceException, IOException, InterruptedException {
    try {
      reader.get();
    } catch (ExecutionException e) {
      throw TaskFailure.of(e)
          .rethrow(SourceException.class)
          .rethrow(IOException.class)
          .rethrow(InterruptedException.class)
          .unexpected();
    }
  }
}
