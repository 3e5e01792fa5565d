package com.happypancake.transformer;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.transformer.UseCaseRun.Outcome;
import com.happypancake.transformer.usecase.ExpectedEvent;
import com.happypancake.transformer.usecase.Tally;
import com.happypancake.transformer.usecase.UseCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Compares what a use case expects with what it gave, field by field. */
final class UseCaseDifferences {

  private final List<String> differences = new ArrayList<>();

  private UseCaseDifferences() {}

  /** Returns a line for each difference: event, field, expected and actual value. */
  static List<String> of(UseCase useCase, Outcome actual) {
    UseCaseDifferences found = new UseCaseDifferences();
    int events = Math.max(useCase.events().size(), actual.events().size());
    for (int i = 0; i < events; i++) {
      found.event(i, useCase.events(), actual.events());
    }
    found.compare(
        "rejects",
        useCase.rejects().stream()
            .map(each -> each.type() + " " + each.reason().text() + " " + each.column())
            .sorted()
            .toList(),
        actual.rejects().stream()
            .map(each -> each.getType() + " " + each.getReason() + " " + each.getColumn())
            .sorted()
            .toList());
    Stream.of(Tally.values()).forEach(tally -> found.count(tally, useCase.counts(), actual));
    return found.differences;
  }

  private void event(int place, List<ExpectedEvent> expected, List<Event> actual) {
    String what = "event " + (place + 1);
    if (place >= expected.size()) {
      compare(what, "none", type(actual.get(place)) + " at " + time(actual.get(place)));
      return;
    }
    ExpectedEvent wanted = expected.get(place);
    if (place >= actual.size()) {
      compare(what, wanted.type() + " at " + wanted.time(), "none");
      return;
    }
    Event given = actual.get(place);
    compare(what + ": type", wanted.type(), type(given));
    if (wanted.type().equals(type(given))) {
      what += ", " + wanted.type();
      compare(what + ": time", wanted.time(), time(given));
      String subject = what + ": subject";
      wanted.subject().ifPresent(each -> compare(subject, each, given.getSubject()));
      fields(what + ": payload.", wanted.payload(), payload(given));
      for (String path : wanted.without()) {
        compare(
            what + ": payload." + path,
            "absent",
            isSet(payload(given), path) ? "present" : "absent");
      }
    }
  }

  private void fields(String path, Message expected, Message actual) {
    expected
        .getAllFields()
        .forEach(
            (field, value) -> {
              Object other = actual.getField(field);
              if (value instanceof Message message && !(value instanceof Timestamp)) {
                fields(path + field.getName() + ".", message, (Message) other);
              } else {
                boolean isAbsent = field.hasPresence() && !actual.hasField(field);
                compare(path + field.getName(), value, isAbsent ? "absent" : other);
              }
            });
  }

  private static boolean isSet(Message message, String path) {
    String[] names = path.split("\\.", 2);
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(names[0]);
    return message.hasField(field)
        && (names.length == 1 || isSet((Message) message.getField(field), names[1]));
  }

  private void count(Tally tally, Map<Tally, Integer> expected, Outcome actual) {
    FieldDescriptor field = EventTotals.getDescriptor().findFieldByName(tally.field());
    Object count = field == null ? 0L : actual.totals().getField(field);
    compare("count " + tally.field(), expected.getOrDefault(tally, 0).longValue(), count);
  }

  private void compare(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      differences.add(what + ": expected " + text(expected) + ", but was " + text(actual));
    }
  }

  private static String text(Object value) {
    return value.toString().strip();
  }

  private static Message payload(Event event) {
    return event.getAllFields().entrySet().stream()
        .filter(field -> field.getKey().getContainingOneof() != null)
        .map(field -> (Message) field.getValue())
        .findFirst()
        .orElseThrow();
  }

  static String type(Event event) {
    return payload(event)
        .getDescriptorForType()
        .getOptions()
        .getExtension(OptionsProto.event)
        .getType();
  }

  private static Instant time(Event event) {
    return Instant.ofEpochSecond(
        event.getOccurredAt().getSeconds(), event.getOccurredAt().getNanos());
  }
}
