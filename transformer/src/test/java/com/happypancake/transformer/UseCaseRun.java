package com.happypancake.transformer;

import com.google.protobuf.ByteString;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Reject;
import com.happypancake.transformer.Transformer.TransformResult;
import com.happypancake.transformer.usecase.GivenRows;
import com.happypancake.transformer.usecase.UseCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs use cases: writes their rows as dumps, and transforms the last one. */
final class UseCaseRun {

  private final Set<ByteString> world;

  /**
   * What a use case gave, without the events of the world's rows.
   *
   * @param events the events in total order
   */
  record Outcome(List<Event> events, List<Reject> rejects, EventTotals totals) {}

  /**
   * Transforms the world's rows, which stand beside those of each case.
   *
   * @param folder an empty folder
   */
  UseCaseRun(Path folder) throws Exception {
    DumpFixture dump = new DumpFixture();
    GivenRows.world().forEach(row -> dump.table(UseCase.table(row), row));
    dump.write(folder.resolve("dump"));
    world =
        transform(List.of(folder.resolve("dump")), folder.resolve("events")).events.stream()
            .map(Event::getId)
            .collect(Collectors.toSet());
  }

  /**
   * Runs a use case.
   *
   * @param folder an empty folder
   */
  Outcome run(UseCase useCase, Path folder) throws Exception {
    Outcome all = transform(write(useCase, folder), folder.resolve("events"));
    return new Outcome(
        all.events.stream().filter(event -> !world.contains(event.getId())).toList(),
        all.rejects,
        all.totals);
  }

  /** Writes a full dump and the deltas that follow it. */
  private static List<Path> write(UseCase useCase, Path folder) throws IOException {
    DumpFixture base = new DumpFixture();
    if (!useCase.deltas().isEmpty()) {
      // A delta may have rows only of tables that its base has.
      DumpFixture.TABLES.tables().stream().map(LegacyTable::name).forEach(base::table);
    }
    GivenRows.world().forEach(row -> base.table(UseCase.table(row), row));
    useCase.given().forEach(row -> base.table(UseCase.table(row), row));
    List<Path> chain = new ArrayList<>(List.of(folder.resolve("base")));
    Manifest last = base.write(chain.get(0));
    for (UseCase.Delta delta : useCase.deltas()) {
      DumpFixture dump = new DumpFixture().follows(last, delta.time());
      delta.rows().forEach(row -> dump.table(UseCase.table(row), row));
      delta.deletedKeys().forEach(key -> dump.deleted(UseCase.table(key), key));
      chain.add(folder.resolve("delta-" + chain.size()));
      last = dump.write(chain.get(chain.size() - 1));
    }
    return chain;
  }

  /** Transforms the last dump of a chain. */
  private static Outcome transform(List<Path> chain, Path out) throws Exception {
    int last = chain.size() - 1;
    Transformation transformation =
        Transformation.builder(chain.get(last), out, DumpFixture.CLOCK, TransformFixture.HEAP_BYTES)
            .base(chain.subList(0, last))
            .maxRejects(Long.MAX_VALUE)
            .threads(1)
            .build();
    TransformResult result = TransformFixture.run(transformation);
    return new Outcome(
        DumpFixture.read(out, Event.parser()),
        DumpFixture.read(result.rejectsFolder(), Reject.parser()),
        result.events().getEvents());
  }
}
