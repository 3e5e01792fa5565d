package com.happypancake.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.Topologies;
import com.happypancake.transformer.usecase.CoverageGraph;
import com.happypancake.transformer.usecase.UseCases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds documents against the schemas, the topology and the use cases. With {@code
 * -Dhpc.documents=write} it writes them instead.
 */
class GeneratedDocumentsTest {

  private static final Path DOCUMENTS = Path.of("../docs");
  private static final boolean WRITES = "write".equals(System.getProperty("hpc.documents"));

  @TempDir static Path folder;
  private static EventExamples examples;
  private static ProtoComments comments;

  @BeforeAll
  static void readTheSources() throws Exception {
    examples = new EventExamples(folder);
    comments = ProtoComments.read("event.proto", "types.proto");
  }

  private static void hold(String name, String expected) throws IOException {
    Path file = DOCUMENTS.resolve(name);
    if (WRITES) {
      Files.writeString(file, expected);
    }
    assertThat(file)
        .as("%s is stale; CONTRIBUTING.md says how to make it", file)
        .hasContent(expected);
  }

  @Test
  void everyEventHasAMeaning() {
    assertThat(EventCatalogue.hpc().events())
        .allSatisfy(event -> assertThat(comments.of(event.payload())).endsWith("."));
  }

  @Test
  void thePageOfEventsIsThatOfTheSchemas() throws Exception {
    hold("events.md", EventsDocument.write(comments, examples));
  }

  @Test
  void theAsyncApiDocumentIsThatOfTheSchemas() throws Exception {
    hold("asyncapi.json", AsyncApiDocument.write(comments, examples));
  }

  @Test
  void theGraphIsThatOfTheCommandAndThePictureWasMadeFromIt() throws Exception {
    String dot = String.join("\n", CoverageGraph.of(UseCases.all(), Topologies.hpc())) + "\n";
    hold("graph.dot", dot);
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(dot.getBytes(StandardCharsets.UTF_8));
    assertThat(Files.readString(DOCUMENTS.resolve("graph.svg")))
        .as("docs/graph.svg was made from another graph.dot; CONTRIBUTING.md says how to make it")
        .contains("graph.dot " + HexFormat.of().formatHex(sum));
  }
}
