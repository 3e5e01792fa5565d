package com.happypancake.extractor.tds;

import java.sql.SQLException;

/** What answers batches of SQL behind a server. */
@FunctionalInterface
public interface Backend {

  /** Begins a session, for one thread. */
  Session open() throws SQLException;

  /** Returns one that has no table: each batch is in error. */
  static Backend empty() {
    return () -> sql -> Answer.error(208, 16, "Invalid object name.");
  }

  /** A connection's side of it. */
  @FunctionalInterface
  interface Session extends AutoCloseable {

    /** Answers a batch. */
    Answer answer(String sql);

    @Override
    default void close() throws SQLException {}
  }
}
