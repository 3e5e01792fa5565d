package com.happypancake.seeder;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.seeder.pace.Confirms;
import com.happypancake.seeder.pace.Latency;
import com.happypancake.seeder.pace.Rate;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/wire.md against the code. */
class WireDocumentTest {

  private final List<String> lines;

  WireDocumentTest() throws IOException {
    lines = Files.readAllLines(Path.of("..", "docs", "wire.md"));
  }

  private Stream<String> firstCells() {
    return lines.stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1)[1]);
  }

  @Test
  void itListsEveryTypeWithItsRoutingKeyAndNumber() {
    List<String> rows =
        EventCatalogue.hpc().events().stream()
            .map(
                event ->
                    String.format(
                        Locale.ROOT,
                        "| `%s` | `%s` | %d |",
                        event.type(),
                        event.routingKey(),
                        event.envelopeField().getNumber()))
            .toList();
    assertThat(lines.subList(lines.size() - rows.size(), lines.size())).isEqualTo(rows);
  }

  @Test
  void itListsEveryHeaderAndTheContentType() throws IOException {
    BasicProperties properties =
        EventMessage.of(TestEvents.event(1).toByteArray(), EventCatalogue.hpc(), "d", 1)
            .properties();
    assertThat(firstCells().filter(cell -> cell.contains("hpc-")))
        .containsExactlyInAnyOrderElementsOf(
            properties.getHeaders().keySet().stream().map(name -> " `" + name + "` ").toList());
    assertThat(lines).contains("| `content-type` | `" + properties.getContentType() + "` |");
    assertThat(lines).contains("| `app-id` | `" + properties.getAppId() + "` |");
  }

  @Test
  void itListsEveryOutcomeAndEveryNameOfTheReport() {
    SeedReport report =
        new SeedReport(
            SeedOutcome.COMPLETE,
            new SeedCheck("b", "hpc", "d", 1, 1, List.of()),
            "",
            new Rate.PerSecond(1),
            1,
            new Confirms(1, 1, 0, 0, 0, 2),
            1,
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ZERO,
            OptionalLong.of(1),
            new Latency(1, 1, 1, 1, 1));
    String cells = String.join("", firstCells().toList());
    for (String name : JsonParser.parseString(report.toJson()).getAsJsonObject().keySet()) {
      assertThat(cells).contains("`" + name + "`");
    }
    for (SeedOutcome outcome : SeedOutcome.values()) {
      assertThat(cells).contains("`" + outcome + "`");
    }
  }
}
