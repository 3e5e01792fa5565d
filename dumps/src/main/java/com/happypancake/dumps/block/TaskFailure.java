package com.happypancake.dumps.block;

import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The exception that a task threw on another thread, without the exceptions that wrap it.
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

  /** Creates a failure from an exception, which may wrap the task's. */
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
   * Throws the task's exception if it has the given type. Returns this otherwise.
   *
   * @throws X the task's exception
   */
  public <X extends Exception> TaskFailure rethrow(Class<X> type) throws X {
    if (type.isInstance(cause)) {
      throw type.cast(cause);
    }
    return this;
  }

  /**
   * Throws an {@link Error} of the task. Otherwise returns an exception to throw: the task's, or an
   * {@link IllegalStateException} with an unexpected checked one.
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
