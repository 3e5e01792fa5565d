package com.happypancake.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the schemas and the topology with those of the last release. See "Compatibility" in
 * schemas/README.md.
 */
class SchemaBaselineTest {

  private static final Path FOLDER =
      Path.of("src/test/resources/com/happypancake/schemas/catalogue");
  private static final SchemaBaseline BASELINE =
      new SchemaBaseline(
          FOLDER.resolve("baseline.textproto"), FOLDER.resolve("baseline-topology.json"));

  @Test
  void whatBreaksIsDeclaredAndWhatIsDeclaredBreaks() throws IOException {
    if (System.getProperty("hpc.baseline", "").equals("renew")) {
      BASELINE.renew();
    }
    List<SchemaComparison.Break> breaks = new ArrayList<>();
    breaks.addAll(
        SchemaComparison.of(
            DescriptorSets.parse(BASELINE.set().toByteArray()), SchemaBaseline.currentSchemas()));
    breaks.addAll(SchemaComparison.of(BASELINE.topologyBefore(), Topologies.hpc()));
    String changelog = Files.readString(Path.of("../CHANGELOG.md"));
    assertThat(SchemaBaseline.faults(breaks, SchemaBaseline.declarations(changelog))).isEmpty();
  }

  @Test
  void everySchemaIsCompared() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/protobuf/hpc"))) {
      assertThat(SchemaBaseline.currentSchemas().stream().map(FileDescriptor::getName))
          .containsExactlyInAnyOrderElementsOf(
              files.map(file -> "hpc/" + file.getFileName()).toList());
    }
  }
}
