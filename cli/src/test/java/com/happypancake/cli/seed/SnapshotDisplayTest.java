package com.happypancake.cli.seed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.happypancake.cli.command.Cancellation;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.Configuration;
import com.happypancake.cli.console.Console;
import com.happypancake.cli.console.Output;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Phase;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SnapshotDisplayTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private Optional<SeedSnapshot> seed = Optional.of(Snapshots.running());

  private SnapshotDisplay display(OutputFormat format, boolean isTerminal) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console =
        new Console(
            new Output(OutputStream.nullOutputStream()),
            stream,
            new Console.Terminal(false, isTerminal, 80, 24),
            words -> Optional.empty(),
            words -> Optional.empty());
    CommandContext context =
        new CommandContext(
            console,
            new Configuration(Map.of(), "/no/such/home"),
            new Cancellation(Thread.currentThread(), stream, Duration.ofSeconds(1)),
            Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC),
            nanos::get);
    return new SnapshotDisplay(
        format, context, false, () -> seed, SnapshotDisplayTest::json, ZoneOffset.UTC);
  }

  private static JsonObject json(SeedSnapshot now) {
    JsonObject json = new JsonObject();
    json.addProperty("phase", now.phase().name());
    return json;
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private List<String> lines() {
    return err.toString(StandardCharsets.UTF_8)
        .replaceAll("\u001b\\[[0-9?]*[A-Za-z]|\r", "")
        .lines()
        .toList();
  }

  @Test
  void aTerminalShowsABar() {
    try (SnapshotDisplay display = display(OutputFormat.TEXT, true)) {
      display.tick();
      display.note("the broker's alarm is over");
    }
    assertThat(lines().get(0))
        .isEqualTo("seeding [####------] 42% 1998 of 2000/s, ETA 47 min 30 s (03:51)");
    assertThat(lines()).contains("note: the broker's alarm is over");
  }

  @Test
  void elsewhereALineWithItsTimeComesEveryFiveSeconds() {
    try (SnapshotDisplay display = display(OutputFormat.TEXT, false)) {
      display.tick();
      pass(5);
      display.tick();
      display.tick();
    }
    assertThat(lines())
        .containsExactly(
            "2026-01-02T03:04:05Z seeding 42% 1998 of 2000/s, ETA 47 min 30 s (03:51), 4299999 of"
                + " 10000000 confirmed, 1204 in flight, limit: queue news holds 45012 of at most"
                + " 50000 messages, 2 incidents");
  }

  @Test
  void asJsonEverythingIsAnEvent() {
    try (SnapshotDisplay display = display(OutputFormat.JSON, true)) {
      pass(5);
      display.tick();
      display.tick();
      display.note("paused");
      seed = Optional.of(Snapshots.of(Phase.ENDED, 2_000, Optional.empty()));
    }
    assertThat(lines())
        .containsExactly(
            "{\"time\":\"2026-01-02T03:04:05Z\",\"event\":\"progress\",\"phase\":\"RUNNING\"}",
            "{\"time\":\"2026-01-02T03:04:05Z\",\"event\":\"note\",\"text\":\"paused\"}",
            "{\"time\":\"2026-01-02T03:04:05Z\",\"event\":\"progress\",\"phase\":\"ENDED\"}");
  }

  @Test
  void aRunThatHasNotBegunShowsNothing() {
    seed = Optional.empty();
    try (SnapshotDisplay text = display(OutputFormat.TEXT, true);
        SnapshotDisplay json = display(OutputFormat.JSON, true)) {
      pass(5);
      text.tick();
      json.tick();
    }
    assertThat(lines()).isEmpty();
  }
}
