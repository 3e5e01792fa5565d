package com.happypancake.dumps.block;

import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What a task threw on another thread, out of the exceptions that were put around it on the way.
 *
 * <pre>{@code
 * try {
 *   return future.get();
 * } catch (ExecutionException e) {
 *   throw TaskFailure.of(e).rethrow(IOException.class).unexpected();
 * }
 * }</pre>
 */
public final class TaskFailure {

  private final Throwable cause;

  private TaskFailure(Throwable cause) {
    this.cause = cause;
  }

  /** Returns the failure of a task. */
  public static TaskFailure of(Throwable thrown) {
    Throwable cause = thrown;
    for (@Nullable Throwable inner = thrown;
        inner != null;
        inner = isWrapper(inner) ? inner.getCause() : null) {
      cause = inner;
    }
    return new TaskFailure(cause);
  }

  private static boolean isWrapper(Throwable thrown) {
    return thrown instanceof ExecutionException
        || thrown instanceof CompletionException
        || thrown instanceof UncheckedIOException;
  }

  /** Returns what the task threw. */
  public Throwable cause() {
    return cause;
  }

  /**
   * Throws what the task threw if it is of a type; returns this otherwise.
   *
   * @throws X if it is of the type
   */
  public <X extends Exception> TaskFailure rethrow(Class<X> type) throws X {
    if (type.isInstance(cause)) {
      throw type.cast(cause);
    }
    return this;
  }

  /**
   * Throws what the task threw if it is unchecked; else returns an exception to throw, since no
   * task of the caller's throws such a thing.
   */
  public RuntimeException unexpected() {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("a task failed", cause);
  }
}
