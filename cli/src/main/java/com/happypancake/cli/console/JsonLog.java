package com.happypancake.cli.console;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Writes events to standard error as JSON, one object per line. Each has {@code time} (an ISO
 * instant), {@code event} (its name) and further fields. The output is ASCII. Thread-safe.
 */
public final class JsonLog {

  private final PrintStream err;
  private final Clock clock;

  /** Creates a log to a stream. The clock gives the time of each event. */
  public JsonLog(PrintStream err, Clock clock) {
    this.err = err;
    this.clock = clock;
  }

  /** Writes an event with a text as its only further field. */
  public void event(String name, String text) {
    JsonObject fields = new JsonObject();
    fields.addProperty("text", text);
    event(name, fields);
  }

  /**
   * Writes an event.
   *
   * @param name the event's name, in lower case with hyphens
   * @param fields the fields to write after {@code time} and {@code event}, in order
   */
  public void event(String name, JsonObject fields) {
    JsonObject line = new JsonObject();
    // Take the time within the lock, so that times ascend.
    synchronized (this) {
      line.addProperty("time", Instant.now(clock).truncatedTo(ChronoUnit.MILLIS).toString());
      line.addProperty("event", name);
      fields.entrySet().forEach(field -> line.add(field.getKey(), field.getValue()));
      err.println(ascii(line.toString()));
      err.flush();
    }
  }

  private static String ascii(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char each = json.charAt(i);
      if (each < 0x7f) {
        text.append(each);
      } else {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
      }
    }
    return text.toString();
  }
}
