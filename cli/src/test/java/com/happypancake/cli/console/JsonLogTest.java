package com.happypancake.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class JsonLogTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final JsonLog log =
      new JsonLog(
          new PrintStream(err, true, StandardCharsets.US_ASCII),
          Clock.fixed(Instant.parse("2026-01-02T03:04:05.678901Z"), ZoneOffset.UTC));

  @Test
  void anEventIsOneLineOfAsciiWhateverItsTextHolds() {
    String text = "Åland \"x\"\nline 2 \u2028 \ud83d\ude00 \u007f \\";
    log.event("note", text);
    String line = err.toString(StandardCharsets.US_ASCII);
    assertThat(line).endsWith("}" + System.lineSeparator()).matches("[ -~]*\\R");
    JsonObject read = JsonParser.parseString(line).getAsJsonObject();
    assertThat(read.keySet()).containsExactly("time", "event", "text");
    assertThat(read.get("time").getAsString()).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(read.get("event").getAsString()).isEqualTo("note");
    assertThat(read.get("text").getAsString()).isEqualTo(text);
  }
}
