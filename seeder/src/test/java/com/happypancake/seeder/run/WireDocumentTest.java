package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.broker.EventProperties;
import com.happypancake.seeder.event.EventMessage;
import com.happypancake.seeder.event.WireFormat;
import com.happypancake.seeder.event.WireFormat.BodyFormat;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares docs/wire.md and docs/streams.md with the code. */
class WireDocumentTest {

  private final List<String> lines;

  WireDocumentTest() throws IOException {
    lines = lines("wire.md");
  }

  private static List<String> lines(String document) throws IOException {
    return Files.readAllLines(Path.of("..", "docs", document));
  }

  private static Stream<String> firstCells(List<String> lines) {
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
  void itListsEveryHeaderAndTheContentTypes() throws IOException {
    WireFormat format = WireFormat.of("9f86d081884c7d65").withRepair(true).withCloudEvents(true);
    BasicProperties properties =
        new EventProperties(format)
            .of(EventMessage.of(1, TestEvents.event(1).toByteArray(), EventCatalogue.hpc()));
    assertThat(
            firstCells(lines)
                .filter(cell -> cell.contains("hpc-") || cell.contains("cloudEvents:")))
        .containsExactlyInAnyOrderElementsOf(
            properties.getHeaders().keySet().stream().map(name -> " `" + name + "` ").toList());
    for (BodyFormat body : BodyFormat.values()) {
      assertThat(String.join("\n", lines)).contains("`" + body.contentType() + "`");
    }
  }

  @Test
  void itsFilterOfRepeatsIsTheOneThatIsTested() throws IOException {
    assertThat(String.join("\n", lines)).contains(code("event/RepeatFilter.java"));
  }

  @Test
  void theReaderOfStreamsIsTheOneThatIsTested() throws IOException {
    assertThat(String.join("\n", lines("streams.md"))).contains(code("stream/NewsReader.java"));
  }

  private static String code(String file) throws IOException {
    String code = Files.readString(Path.of("src/test/java/com/happypancake/seeder").resolve(file));
    return "```java\n" + code.substring(code.indexOf("/**")) + "```\n";
  }
}
