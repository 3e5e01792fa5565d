package com.happypancake.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.happypancake.cli.TestSession;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedEvent.SeedPreflight;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.pace.ConfirmTracker.Confirms;
import com.happypancake.seeder.pace.EventRate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeedDisplayTest {

  private final TestSession session = new TestSession();

  private List<JsonObject> log(SeedEvent... events) {
    try (SeedDisplay display = new SeedDisplay(OutputFormat.JSON, session.context(), false)) {
      List.of(events).forEach(display);
    }
    return session
        .err()
        .lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  private static SeedPreflight preflight(String... unchecked) throws Exception {
    Seeding seeding =
        Seeding.builder(Path.of("e"), BrokerAddress.parse("amqp://localhost"))
            .rate(new EventRate.PerSecond(10))
            .build();
    return new SeedPreflight(seeding, "RabbitMQ", "digest", 9, List.of(unchecked));
  }

  @Test
  void theCheckOfAFolderIsAJobOfItsBytes() throws Exception {
    List<JsonObject> log =
        log(
            new SeedEvent.Checking("events/part-00000.pb.gz", 0, 5_000),
            new SeedEvent.Checking("events/part-00000.pb.gz", 5_000, 5_000),
            new SeedEvent.Checked(preflight("the bindings")),
            new SeedEvent.Returned(3, "member.registered", "NO_ROUTE"));
    assertThat(log.get(0).get("text").getAsString()).isEqualTo("not checked: the bindings");
    assertThat(log.get(1).get("phase").getAsString()).isEqualTo("checking");
    assertThat(log.get(1).get("bytes").getAsLong()).isEqualTo(5_000);
    assertThat(log.get(1).get("fraction").getAsDouble()).isEqualTo(1);
    assertThat(log.get(2).get("event").getAsString()).isEqualTo("returned");
    assertThat(log.get(2).get("ordinal").getAsLong()).isEqualTo(3);
    assertThat(log).hasSize(3);
  }

  @Test
  void asTextAReturnedEventIsALine() throws Exception {
    try (SeedDisplay display = new SeedDisplay(OutputFormat.TEXT, session.context(), false)) {
      display.accept(new SeedEvent.Checked(preflight()));
      display.accept(
          new SeedEvent.Progress(
              preflight(),
              new Confirms(5, 5, 0, 0, 6),
              10,
              Optional.of(Duration.ofSeconds(1)),
              Optional.empty()));
      display.accept(new SeedEvent.Returned(3, "member.registered", "NO_ROUTE"));
    }
    assertThat(session.err())
        .isEqualToIgnoringNewLines("event 3 came back: NO_ROUTE for routing key member.registered");
  }
}
