package com.happypancake.inspect.delimited;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Thrown if a file of length-prefixed records is cut off or altered. */
public final class DamagedFileException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final long record;
  private final long offset;
  private final String what;
  private final boolean cut;

  /**
   * Creates an exception.
   *
   * @param record the number of the record that cannot be read, from 1
   * @param offset the offset of this record, with its prefix, in the uncompressed stream
   * @param cut whether the stream ends inside the record
   * @param cause the exception of a library; null if there is none
   */
  DamagedFileException(
      Path file, long record, long offset, String what, boolean cut, @Nullable Throwable cause) {
    super(
        String.format(
            Locale.ROOT,
            "%s: record %d at offset %d: %s",
            file,
            record,
            offset,
            withoutFullStop(what)),
        cause);
    this.file = file;
    this.record = record;
    this.offset = offset;
    this.what = withoutFullStop(what);
    this.cut = cut;
  }

  /** Returns an exception about a record at which the file can't be decompressed. */
  static DamagedFileException ofStream(Path file, long record, long offset, Exception cause) {
    boolean early = cause instanceof EOFException || cause.getCause() instanceof EOFException;
    String why = early ? "it ends too early" : cause.getMessage();
    return new DamagedFileException(
        file, record, offset, "the file can't be decompressed: " + why, false, cause);
  }

  /** Libraries end some messages with a full stop, and more text may follow here. */
  private static String withoutFullStop(String what) {
    return what.endsWith(".") ? what.substring(0, what.length() - 1) : what;
  }

  public Path file() {
    return file;
  }

  /** Returns the number of the record that cannot be read. The first is 1. */
  public long record() {
    return record;
  }

  /** Returns the offset of this record, with its prefix, in the uncompressed stream. */
  public long offset() {
    return offset;
  }

  /** Returns what is wrong, without the place. */
  public String what() {
    return what;
  }

  /** Returns whether the stream ends inside the record. */
  boolean isCut() {
    return cut;
  }
}
