package com.happypancake.cli.console;

import com.google.gson.stream.JsonWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * Standard output, as lines of UTF-8 in every locale. A closed pipe ends the run without an error.
 *
 * <p>Unlike a {@link java.io.PrintStream}, it reports a full disk. Not thread-safe.
 */
public final class Output {

  /** Thrown if the reader has closed the output, as {@code head} does. This is not an error. */
  public static final class ClosedException extends IOException {

    private static final long serialVersionUID = 1L;

    private ClosedException(IOException cause) {
      super("standard output is closed", cause);
    }
  }

  private final OutputStream stream;

  /** Writes to the stream through a buffer. */
  public Output(OutputStream stream) {
    this.stream = new BufferedOutputStream(stream, 1 << 15);
  }

  /**
   * Writes a line.
   *
   * @throws ClosedException if the reader has closed the output
   * @throws IOException if the output cannot be written
   */
  public void line(String text) throws IOException {
    try {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
      stream.write('\n');
    } catch (IOException e) {
      throw closedOr(e);
    }
  }

  /** Writes the fields of a JSON object. */
  public interface JsonFields {
    /** Writes the fields. The caller begins and ends the object. */
    void write(JsonWriter json) throws IOException;
  }

  /**
   * Writes a JSON object on one line.
   *
   * @throws ClosedException if the reader has closed the output
   * @throws IOException if the output cannot be written
   */
  public void json(JsonFields fields) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setHtmlSafe(false);
      json.beginObject();
      fields.write(json);
      json.endObject();
    }
    line(text.toString());
  }

  /**
   * Flushes the buffer.
   *
   * @throws ClosedException if the reader has closed the output
   * @throws IOException if the output cannot be written
   */
  public void flush() throws IOException {
    try {
      stream.flush();
    } catch (IOException e) {
      throw closedOr(e);
    }
  }

  /** Java has no exception for EPIPE, so this checks the operating system's message. */
  private static IOException closedOr(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("Broken pipe") || message.contains("pipe is being closed")
        ? new ClosedException(e)
        : new IOException("standard output: " + message, e);
  }

  /** The format of a command's results or log. */
  public enum OutputFormat {
    /** For people. */
    TEXT,
    /** For programs: one JSON object per line. */
    JSON
  }
}
