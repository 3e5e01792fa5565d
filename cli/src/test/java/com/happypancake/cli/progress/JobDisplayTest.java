package com.happypancake.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.happypancake.cli.command.Cancellation;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.Configuration;
import com.happypancake.cli.console.Console;
import com.happypancake.cli.console.Output;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.cli.progress.JobSnapshot.Amount;
import com.happypancake.cli.progress.JobSnapshot.Unit;
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
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JobDisplayTest {

  private static final JobSnapshot MAPPING =
      new JobSnapshot(
          "mapping",
          0.279,
          List.of(
              new Amount(Unit.ROWS, 760_000, OptionalLong.of(2_826_340), OptionalDouble.of(63_011)),
              new Amount(
                  Unit.EVENTS, 1_130_000, OptionalLong.empty(), OptionalDouble.of(93_870.4))),
          Duration.ofMillis(12_100),
          Optional.of(Duration.ofSeconds(185)));

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private Optional<JobSnapshot> job = Optional.of(MAPPING);

  private CommandContext context(boolean isTerminal, int columns) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console =
        new Console(
            new Output(OutputStream.nullOutputStream()),
            stream,
            new Console.Terminal(false, isTerminal, columns, 24),
            words -> Optional.empty(),
            words -> Optional.empty());
    return new CommandContext(
        console,
        new Configuration(Map.of(), "/no/such/home"),
        new Cancellation(Thread.currentThread(), stream, Duration.ofSeconds(1)),
        Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC),
        nanos::get);
  }

  private JobDisplay display(OutputFormat format, boolean isTerminal, int columns) {
    return JobDisplay.of(format, context(isTerminal, columns), false, () -> job);
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  /** Returns what was printed, without control sequences. */
  private List<String> lines() {
    return err.toString(StandardCharsets.UTF_8)
        .replaceAll("\u001b\\[[0-9?]*[A-Za-z]|\r", "")
        .lines()
        .toList();
  }

  private String bar(int columns) {
    err.reset();
    display(OutputFormat.TEXT, true, columns).tick();
    return lines().get(0);
  }

  @Test
  void aTerminalShowsABarWithWhatFitsIt() {
    assertThat(bar(160))
        .isEqualTo(
            "mapping [########----------------------]  27% 760000 of 2826340 rows, 63011 rows/s,"
                + " 1130000 events, 93870 events/s, ETA 3 min 05 s, elapsed 12.1 s");
    assertThat(bar(110))
        .isEqualTo(
            "mapping [#####---------------]  27% 63011 rows/s, 93870 events/s, ETA 3 min 05 s,"
                + " elapsed 12.1 s");
    assertThat(bar(80))
        .isEqualTo("mapping [##--------]  27% 63011 rows/s, 93870 events/s, ETA 3 min 05 s");
    assertThat(bar(50)).isEqualTo("mapping [##--------]  27% ETA 3 min 05 s");
    assertThat(bar(20)).isEqualTo("mapping 27% ETA 3 m");
  }

  @Test
  void elsewhereALineWithItsTimeComesEveryFiveSeconds() {
    try (JobDisplay display = display(OutputFormat.TEXT, false, 80)) {
      display.tick();
      pass(5);
      display.tick();
      display.done("phase-finished", "mapping: done", new JsonObject());
      display.note("something");
    }
    assertThat(lines())
        .containsExactly(
            "2026-01-02T03:04:05Z mapping: 27% of all, 760000 of 2826340 rows, 63011 rows/s,"
                + " 1130000 events, 93870 events/s, ETA 3 min 05 s, elapsed 12.1 s",
            "note: something");
  }

  @Test
  void asJsonEverythingIsAnEvent() {
    JsonObject fields = new JsonObject();
    fields.addProperty("rows", 3);
    try (JobDisplay display = display(OutputFormat.JSON, true, 80)) {
      pass(5);
      display.tick();
      display.tick();
      display.done("phase-finished", "mapping: done", fields);
      display.note("something");
      job = Optional.of(CHECKED);
    }
    assertThat(lines())
        .containsExactly(
            "{\"time\":\"2026-01-02T03:04:05Z\",\"event\":\"progress\",\"phase\":\"mapping\","
                + "\"fraction\":0.279,\"rows\":760000,\"rowsTotal\":2826340,"
                + "\"rowsPerSecond\":63011,\"events\":1130000,\"eventsPerSecond\":93870,"
                + "\"elapsedSeconds\":12.1,\"remainingSeconds\":185.0}",
            "{\"time\":\"2026-01-02T03:04:05Z\",\"event\":\"phase-finished\",\"rows\":3}",
            "{\"time\":\"2026-01-02T03:04:05Z\",\"event\":\"note\",\"text\":\"something\"}",
            "{\"time\":\"2026-01-02T03:04:05Z\",\"event\":\"progress\",\"phase\":\"checking\","
                + "\"fraction\":1.0,\"bytes\":5000,\"bytesTotal\":5000,\"elapsedSeconds\":0.5}");
  }

  private static final JobSnapshot CHECKED =
      new JobSnapshot(
          "checking",
          1,
          List.of(new Amount(Unit.BYTES, 5_000, OptionalLong.of(5_000), OptionalDouble.empty())),
          Duration.ofMillis(500),
          Optional.empty());

  @Test
  void bytesHaveTheirUnitsAndAnUnknownRestIsSaid() {
    job = Optional.of(CHECKED);
    assertThat(bar(100))
        .isEqualTo(
            "checking [####################] 100% 5.0 kB of 5.0 kB, ETA unknown, elapsed 0.5 s");
  }

  @Test
  void aJobThatHasNotBegunShowsNothing() {
    job = Optional.empty();
    try (JobDisplay json = display(OutputFormat.JSON, true, 80);
        JobDisplay bar = display(OutputFormat.TEXT, true, 80)) {
      pass(5);
      json.tick();
      bar.tick();
    }
    assertThat(lines()).isEmpty();
  }

  @Test
  void aCountedJobKnowsItsRateAndTheRest() {
    CountedJob counted = new CountedJob("verifying", Unit.RECORDS, nanos::get);
    assertThat(counted.get()).isEmpty();
    pass(2);
    counted.stands(50, 200);
    counted.stands(40, 200);
    job = counted.get();
    assertThat(bar(110))
        .isEqualTo(
            "verifying [#####---------------]  25% 50 of 200 records, 25 records/s, ETA 6.0 s,"
                + " elapsed 2.0 s");
  }
}
