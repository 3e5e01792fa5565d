package com.happypancake.cli.console;

import com.google.gson.stream.JsonWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * Standard output: lines of UTF-8 in every locale. A closed pipe ends the run without an error.
 *
 * <p>Unlike a {@link java.io.PrintStream} it reports a full disk. For one thread.
 */
public final class Output {

  /** The reader of the output closed it, as {@code head} does. This is no error. */
  public static final class ClosedException extends IOException {

    private static final long serialVersionUID = 1L;

    private ClosedException(IOException cause) {
      super("standard output is closed", cause);
    }
  }

  private final OutputStream stream;

  /** Output to a stream; adds a buffer. */
  public Output(OutputStream stream) {
    this.stream = new BufferedOutputStream(stream, 1 << 15);
  }

  /**
   * Writes a line.
   *
   * @throws ClosedException if the reader of the output has gone
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
    /** Writes them between the beginning and the end of the object. */
    void write(JsonWriter json) throws IOException;
  }

  /**
   * Writes a JSON object as a line.
   *
   * @throws ClosedException if the reader of the output has gone
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
   * Writes out what is buffered.
   *
   * @throws ClosedException if the reader of the output has gone
   * @throws IOException if the output cannot be written
   */
  public void flush() throws IOException {
    try {
      stream.flush();
    } catch (IOException e) {
      throw closedOr(e);
    }
  }

  /** Java has no exception for EPIPE; only the operating system's text tells. */
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
    /** For programs: one JSON object a line. */
    JSON
  }
}
