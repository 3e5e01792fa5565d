package com.happypancake.dumps.block;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Closes several things, even if some of them fail.
 *
 * <p>For a known number of things, a try statement with resources does the same.
 */
public final class Closeables {

  private Closeables() {}

  /**
   * Closes all, in the given order.
   *
   * @throws IOException the first exception that a close threw, with the others suppressed
   */
  public static void closeAll(Iterable<? extends Closeable> all) throws IOException {
    @Nullable Throwable first = null;
    for (Closeable each : all) {
      try {
        each.close();
      } catch (IOException | RuntimeException | Error e) {
        if (first == null) {
          first = e;
        } else if (first != e) {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw TaskFailure.of(first).rethrow(IOException.class).unexpected();
    }
  }

  /** Closes all as {@link #closeAll(Iterable)}. */
  public static void closeAll(Closeable... all) throws IOException {
    closeAll(List.of(all));
  }

  /** Closes all because something failed. What a close throws is suppressed in the failure. */
  public static void closeAfter(Throwable failure, Closeable... all) {
    try {
      closeAll(all);
    } catch (IOException | RuntimeException e) {
      if (failure != e) {
        failure.addSuppressed(e);
      }
    }
  }
}
