package com.happypancake.transformer;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.SeedEnded;
import com.happypancake.schemas.value.KeyText;
import com.happypancake.schemas.value.WallClock;
import com.happypancake.transformer.event.EventIds;
import com.happypancake.transformer.usecase.ExpectedEvent;
import com.happypancake.transformer.usecase.UseCase;
import com.happypancake.transformer.usecase.UseCases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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
    if (UseCaseRun.waits(useCase.get())) {
      return expected(definition, useCase.get());
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
    return event(definition, id, Instant.parse("2014-05-01T03:00:00Z"), payload);
  }

  /** Returns the event that a delta's use case expects. */
  private static Event expected(EventDefinition definition, UseCase useCase) {
    ExpectedEvent expected =
        useCase.events().stream()
            .filter(event -> event.type().equals(definition.type()))
            .findFirst()
            .orElseThrow();
    UseCase.Delta delta = useCase.deltas().get(useCase.deltas().size() - 1);
    Message row =
        Stream.concat(delta.deletedKeys().stream(), delta.rows().stream())
            .filter(each -> UseCase.table(each).equals(definition.table()))
            .findFirst()
            .orElseThrow();
    String key = KeyText.of(DumpFixture.TABLES.table(definition.table()), row);
    byte[] id =
        new EventIds()
            .of(
                COUNTRY + "/" + definition.table() + "/" + key,
                definition.type(),
                WallClock.toTicks(LocalDateTime.ofInstant(delta.time(), ZoneOffset.UTC)));
    return event(definition, id, expected.time(), expected.payload());
  }

  private static Event event(EventDefinition definition, byte[] id, Instant time, Message payload) {
    return Event.newBuilder()
        .setId(ByteString.copyFrom(id))
        .setOccurredAt(Timestamp.newBuilder().setSeconds(time.getEpochSecond()))
        .setCountry(COUNTRY)
        .setSubject(definition.subject(COUNTRY, payload))
        .setField(definition.envelopeField(), payload)
        .build();
  }
}
