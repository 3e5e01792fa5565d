package com.happypancake.transformer;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.manifest.Reject;
import com.happypancake.transformer.Transformer.TransformResult;
import com.happypancake.transformer.usecase.GivenRows;
import com.happypancake.transformer.usecase.UseCase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Transforms a use case's rows. */
interface UseCaseRun {

  /**
   * What a use case gave, without the events of the world's rows.
   *
   * @param events the events in total order
   */
  record Outcome(List<Event> events, List<Reject> rejects, EventTotals totals) {}

  /**
   * Runs a use case.
   *
   * @param folder an empty folder
   */
  Outcome run(UseCase useCase, Path folder) throws Exception;

  /**
   * The run of deltas. It waits for the transform of deltas; until then their cases are skipped.
   */
  Optional<UseCaseRun> DELTAS = Optional.empty();

  /**
   * Returns the run of full dumps: it writes a dump of the rows and transforms it.
   *
   * @param folder an empty folder for the transform of the world's rows alone
   */
  static UseCaseRun full(Path folder) throws Exception {
    Set<ByteString> world =
        transform(List.of(), folder).events.stream().map(Event::getId).collect(Collectors.toSet());
    return (useCase, work) -> {
      Outcome all = transform(useCase.given(), work);
      return new Outcome(
          all.events.stream().filter(event -> !world.contains(event.getId())).toList(),
          all.rejects,
          all.totals);
    };
  }

  /** Transforms a dump of the world and more rows. */
  private static Outcome transform(List<Message> rows, Path folder) throws Exception {
    DumpFixture dump = new DumpFixture();
    GivenRows.world().forEach(row -> dump.table(UseCase.table(row), row));
    rows.forEach(row -> dump.table(UseCase.table(row), row));
    Path in = folder.resolve("dump");
    Path out = folder.resolve("events");
    dump.write(in);
    Transformation transformation =
        Transformation.builder(in, out, DumpFixture.CLOCK, TransformFixture.HEAP_BYTES)
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
