package com.happypancake.schemas.catalogue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.options.EventType;
import com.happypancake.schemas.options.OptionsProto;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** All event types that the envelope can carry, in the order of their field numbers. */
public final class EventCatalogue {

  private final List<EventDefinition> events;
  private final Map<Integer, EventDefinition> byNumber = new HashMap<>();
  private final Map<String, EventDefinition> byType = new HashMap<>();

  private EventCatalogue(List<EventDefinition> events) {
    this.events = List.copyOf(events);
    for (EventDefinition event : events) {
      byNumber.put(event.envelopeField().getNumber(), event);
      byType.put(event.type(), event);
    }
  }

  /** Returns HPC2's event types. */
  public static EventCatalogue hpc() {
    return of(Event.getDescriptor().getOneofs().get(0), LegacyCatalogue.hpc());
  }

  /**
   * Reads the event types from the options of an envelope's payloads.
   *
   * @param facts the envelope's oneof
   * @param tables the legacy tables of the events
   * @throws SchemaException if a payload's event option is missing or invalid, if two types have
   *     the same name or routing key, or if a type lacks a field of the one that takes it back
   */
  public static EventCatalogue of(OneofDescriptor facts, LegacyCatalogue tables) {
    List<FieldDescriptor> fields = new ArrayList<>(facts.getFields());
    fields.sort(Comparator.comparingInt(FieldDescriptor::getNumber));
    Map<String, Integer> places = new HashMap<>();
    List<EventDefinition> events = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (FieldDescriptor field : fields) {
      if (!field.getMessageType().getOptions().hasExtension(OptionsProto.event)) {
        throw new SchemaException(
            field.getMessageType().getFullName() + ": no event option; add (hpc.options.event)");
      }
      EventType options = field.getMessageType().getOptions().getExtension(OptionsProto.event);
      int place = places.merge(options.getTable(), 1, Integer::sum) - 1;
      EventDefinition event = EventDefinition.of(field, options, place, tables);
      if (event.comesFromRows()) {
        event.timeColumns().forEach(tables.table(event.table())::column);
      }
      if (!taken.add(event.type()) || !taken.add(event.routingKey())) {
        throw SchemaException.format(
            "%s: another event has the type %s or the routing key %s already",
            field.getMessageType().getFullName(), event.type(), event.routingKey());
      }
      events.add(event);
    }
    EventCatalogue catalogue = new EventCatalogue(events);
    events.forEach(catalogue::checkUndoing);
    return catalogue;
  }

  private void checkUndoing(EventDefinition event) {
    if (event.undoneBy().isEmpty()) {
      return;
    }
    EventDefinition undoing = byType(event.undoneBy().get());
    for (FieldDescriptor field : undoing.payload().getFields()) {
      FieldDescriptor same = event.payload().findFieldByName(field.getName());
      if (same == null || same.getType() != field.getType()) {
        throw SchemaException.format(
            "%s: is taken back by %s, whose field %s it does not have",
            event.payload().getFullName(), undoing.type(), field.getName());
      }
    }
  }

  /** Returns all types. */
  public List<EventDefinition> events() {
    return events;
  }

  /** Returns the types whose events come from rows, those that only a delta gives too. */
  public List<EventDefinition> fromRows() {
    return events.stream().filter(EventDefinition::comesFromRows).toList();
  }

  /** Finds an event type by the number of its field in the envelope. */
  public Optional<EventDefinition> byNumber(int number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /**
   * Returns an event type by its name.
   *
   * @throws SchemaException if no type has this name
   */
  public EventDefinition byType(String type) {
    EventDefinition event = byType.get(type);
    if (event == null) {
      throw new SchemaException("there is no event of the type '" + type + "'");
    }
    return event;
  }

  /**
   * Finds event types that come from rows by a pattern.
   *
   * @param pattern a type's name, or one with {@code *} for any characters, in any case
   * @return at least one type, in the order of {@link #events}
   * @throws SchemaException if there is none; the message lists the types with similar names, or
   *     says what gives the type that comes from no row
   */
  public List<EventDefinition> matching(String pattern) {
    Predicate<String> names = NamePatterns.of(pattern);
    List<EventDefinition> found =
        fromRows().stream().filter(event -> names.test(event.type())).toList();
    if (found.isEmpty()) {
      refuseFromNoRow(names);
      throw SchemaException.format(
          "there is no event of the type '%s'; expected one of %s",
          pattern,
          String.join(
              ", ",
              NamePatterns.near(pattern, fromRows().stream().map(EventDefinition::type).toList())));
    }
    return found;
  }

  private void refuseFromNoRow(Predicate<String> names) {
    for (EventDefinition event : events) {
      if (names.test(event.type())) {
        throw SchemaException.format(
            "events of the type '%s' come from no row, so no dump gives them; leave the type out",
            event.type());
      }
    }
  }
}
