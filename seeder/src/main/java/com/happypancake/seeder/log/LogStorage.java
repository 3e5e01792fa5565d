package com.happypancake.seeder.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a log. What was appended survives a crash once {@link #force} has returned. */
public interface LogStorage extends Closeable {

  /** Opens all bytes for reading. */
  InputStream open() throws IOException;

  /** Returns the number of bytes. */
  long size() throws IOException;

  /** Appends bytes. A crash before {@link #force} may keep any part of them, or garbage. */
  void append(byte[] bytes) throws IOException;

  /** Makes all appended bytes durable. */
  void force() throws IOException;

  /** Cuts the log to a length, durably. */
  void truncate(long length) throws IOException;

  @Override
  void close() throws IOException;
}
