package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import com.happypancake.database.Credentials;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.extractor.example.WorkshopProto;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What the tests share: schemas, runs, and reading a dump by its own descriptor set. */
final class Extractions {

  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private Extractions() {}

  /** The example's tables, from the bytes of a descriptor set alone. */
  static LegacyCatalogue workshop() {
    return LegacyCatalogue.of(
        DescriptorSets.parse(
            DescriptorSets.of(List.of(WorkshopProto.getDescriptor())).toByteArray()));
  }

  static Extraction extraction(TestDatabase database, LegacyCatalogue catalogue, Path out) {
    return Extraction.builder(database.url(), Country.of("FI"), out)
        .catalogue(catalogue)
        .credentials(new Credentials(TestDatabase.USER, TestDatabase.PASSWORD))
        .build();
  }

  /** The changes since a dump; deleted rows are found as the source permits. */
  static Delta since(Path base) {
    return since(base, Optional.empty());
  }

  static Delta since(Path base, Deletes deletes) {
    return since(base, Optional.of(deletes));
  }

  static Delta since(Path base, Optional<Deletes> deletes) {
    return new Delta(base, deletes, Duration.ofHours(2));
  }

  static Manifest run(Extraction extraction) throws Exception {
    return Extractor.run(extraction, event -> {}, CLOCK);
  }

  /** Runs until a number of parts are finished; then the run fails. */
  static void stopAtPart(int number, Extraction extraction, Consumer<ExtractionEvent> events) {
    AtomicInteger parts = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Extractor.run(
                    extraction,
                    event -> {
                      events.accept(event);
                      if (event instanceof ExtractionEvent.PartFinished
                          && parts.incrementAndGet() == number) {
                        throw new IllegalStateException("stopped by the test");
                      }
                    },
                    CLOCK))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("stopped by the test");
  }

  static List<DynamicMessage> rows(Path folder, String table) throws IOException {
    Dump dump = Dump.open(folder);
    List<DynamicMessage> rows = new ArrayList<>();
    for (Part part : dump.parts()) {
      if (part.getTable().equals(table)) {
        dump.checkFile(part);
        try (PartReader reader = dump.read(part)) {
          while (reader.advance()) {
            rows.add(
                DynamicMessage.parseFrom(
                    DescriptorSets.message(dump.schemas(), part.getMessage()), reader.record()));
          }
        }
      }
    }
    return rows;
  }

  static Object value(DynamicMessage row, String field) {
    return row.getField(row.getDescriptorForType().findFieldByName(field));
  }

  static boolean has(DynamicMessage row, String field) {
    return row.hasField(row.getDescriptorForType().findFieldByName(field));
  }
}
