package com.happypancake.transformer;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.SeedEnded;
import com.happypancake.transformer.event.EventIds;
import com.happypancake.transformer.usecase.UseCase;
import com.happypancake.transformer.usecase.UseCases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An example of each event, as the first use case that gives one gives it. */
final class EventExamples {

  private static final String COUNTRY = "FI";

  private final Map<String, String> byType = new HashMap<>();

  /**
   * Runs the use cases.
   *
   * @param folder an empty folder to transform in
   */
  EventExamples(Path folder) throws Exception {
    UseCaseRun run = new UseCaseRun(Files.createDirectory(folder.resolve("world")));
    for (EventDefinition definition : EventCatalogue.hpc().events()) {
      Path work = Files.createDirectory(folder.resolve(definition.type()));
      byType.put(definition.type(), JsonFormat.printer().print(event(definition, run, work)));
    }
  }

  /** Returns the use case of a type's example; empty if it comes from no row. */
  static Optional<UseCase> useCase(EventDefinition definition) {
    return UseCases.all().stream()
        .filter(each -> each.types().contains(definition.type()))
        .findFirst();
  }

  /** Returns a type's example as ProtoJSON. */
  String json(String type) {
    return Objects.requireNonNull(byType.get(type));
  }

  private static Event event(EventDefinition definition, UseCaseRun run, Path work)
      throws Exception {
    Optional<UseCase> useCase = useCase(definition);
    if (useCase.isEmpty()) {
      return seedEnded(definition);
    }
    return run.run(useCase.get(), work).events().stream()
        .filter(event -> UseCaseDifferences.type(event).equals(definition.type()))
        .findFirst()
        .orElseThrow();
  }

  private static Event seedEnded(EventDefinition definition) {
    SeedEnded payload =
        SeedEnded.newBuilder()
            .setEventsDigest("9f86d081884c7d65".repeat(4))
            .addCounts(SeedEnded.TypeCount.newBuilder().setType("message-sent").setEvents(2))
            .build();
    byte[] id = new EventIds().of(COUNTRY + "/seed/" + payload.getEventsDigest(), "seed-ended", 0);
    return Event.newBuilder()
        .setId(ByteString.copyFrom(id))
        .setOccurredAt(Timestamp.newBuilder().setSeconds(1_398_913_200))
        .setCountry(COUNTRY)
        .setSubject(definition.subject(COUNTRY, payload))
        .setSeedEnded(payload)
        .build();
  }
}
