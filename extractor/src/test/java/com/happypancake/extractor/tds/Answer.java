package com.happypancake.extractor.tds;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server sends for a batch. */
@FunctionalInterface
public interface Answer {

  /**
   * Sends it; its end follows by itself.
   *
   * @throws IOException if the client is gone, or no longer wants it
   */
  void send(Reply reply) throws IOException;

  /** Returns the answer to a statement without a result. */
  static Answer nothing() {
    return reply -> {};
  }

  /** Returns one value. */
  static Answer value(String sqlType, @Nullable Object value) {
    return reply -> reply.columns(List.of(Column.of("", sqlType))).row(value);
  }

  /**
   * Returns an error.
   *
   * @param severity from 11 on; from 20 on the server closes the connection
   */
  static Answer error(int number, int severity, String text) {
    return reply -> reply.error(number, severity, text);
  }
}
