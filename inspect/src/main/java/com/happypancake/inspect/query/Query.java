package com.happypancake.inspect.query;

import com.google.protobuf.Descriptors.Descriptor;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.inspect.text.RecordField;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Part;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A selection of a folder's records. Immutable.
 *
 * @param dump the folder
 * @param parts the parts to read
 * @param range the ordinals within each part; empty for all
 * @param events the events to read; {@link EventFilter#ALL} if the folder holds no events
 * @param conditions that must all hold
 */
public record Query(
    Dump dump,
    List<Part> parts,
    Optional<OrdinalRange> range,
    EventFilter events,
    List<Condition> conditions) {

  /**
   * Checks the query against the folder.
   *
   * @throws InvalidQueryException if the filter needs events and the folder has none, or the folder
   *     lacks an event type or a condition's field; lists what the folder has
   */
  public Query {
    parts = List.copyOf(parts);
    conditions = List.copyOf(conditions);
    checkEvents(dump, events);
    for (Condition condition : conditions) {
      for (Descriptor message : messages(dump, parts)) {
        field(dump, parts, events, message, condition.field());
      }
    }
  }

  /**
   * Returns a query for all records under a name. It includes a delta's deleted keys only if the
   * name is their series or part, because they are not rows.
   *
   * @param name a part's path, a table with or without its schema, or an event type; empty for all
   * @throws InvalidQueryException if the folder has no such part, table or type; lists those it has
   */
  public static Query of(Dump dump, Optional<String> name) {
    Query all = withDeletedKeys(dump, name);
    List<Part> rows =
        all.parts.stream()
            .filter(
                part ->
                    !PartNames.isDeletedKeys(part)
                        || name.filter(each -> PartNames.isSeries(part, each)).isPresent())
            .toList();
    return new Query(dump, rows, all.range, all.events, all.conditions);
  }

  /** Returns a query for all records of some parts. */
  public static Query ofParts(Dump dump, List<Part> parts) {
    return new Query(dump, parts, Optional.empty(), EventFilter.ALL, List.of());
  }

  /** Returns a query like {@link #of} that also reads the deleted keys of the tables. */
  public static Query withDeletedKeys(Dump dump, Optional<String> name) {
    List<Part> parts =
        dump.parts().stream()
            .filter(part -> name.isEmpty() || PartNames.isNamed(part, name.get()))
            .toList();
    if (name.isEmpty() || !parts.isEmpty()) {
      return ofParts(dump, parts);
    }
    if (dump.manifest().getContent() == Content.CONTENT_EVENTS
        && EventTypes.of(dump).contains(name.get())) {
      EventFilter events = EventFilter.ofTypes(Set.of(name.get()));
      return new Query(dump, dump.parts(), Optional.empty(), events, List.of());
    }
    throw new InvalidQueryException(
        "%s: holds no part, table or event type '%s'; it holds %s",
        dump.folder(), name.get(), String.join(", ", names(dump)));
  }

  private static TreeSet<String> names(Dump dump) {
    TreeSet<String> names = new TreeSet<>();
    dump.parts().forEach(part -> names.add(PartNames.series(part)));
    if (dump.manifest().getContent() == Content.CONTENT_EVENTS) {
      dump.manifest().getEvents().getByTypeList().forEach(count -> names.add(count.getType()));
    }
    return names;
  }

  /** Returns a query for the records within a range of each part. */
  public Query withRange(OrdinalRange ordinals) {
    return new Query(dump, parts, Optional.of(ordinals), events, conditions);
  }

  /** Returns a query with another filter of events. */
  public Query withEvents(EventFilter filter) {
    return new Query(dump, parts, range, filter, conditions);
  }

  /** Returns a query with other conditions. */
  public Query withConditions(List<Condition> all) {
    return new Query(dump, parts, range, events, all);
  }

  private static void checkEvents(Dump dump, EventFilter events) {
    if (events.isAll()) {
      return;
    }
    if (dump.manifest().getContent() != Content.CONTENT_EVENTS) {
      throw new InvalidQueryException(
          "%s: holds no events; --type, --from, --to and --member are for events alone",
          dump.folder());
    }
    EventTypes types = EventTypes.of(dump);
    for (String type : events.types()) {
      if (!types.contains(type)) {
        throw new InvalidQueryException(
            "%s: holds no events of the type '%s'; it holds %s",
            dump.folder(), type, String.join(", ", types.names()));
      }
    }
  }

  /** Returns whether the query may leave out some records of its parts. */
  public boolean isFiltering() {
    return range.isPresent() || !events.isAll() || !conditions.isEmpty();
  }

  /** Returns the message of a part's records. */
  public Descriptor message(Part part) {
    return DescriptorSets.message(dump.schemas(), part.getMessage());
  }

  /** Returns the distinct messages of the parts, in the order of the parts. */
  public List<Descriptor> messages() {
    return messages(dump, parts);
  }

  private static List<Descriptor> messages(Dump dump, List<Part> parts) {
    return parts.stream()
        .map(Part::getMessage)
        .distinct()
        .map(name -> DescriptorSets.message(dump.schemas(), name))
        .toList();
  }

  /** Returns whether some parts hold events. */
  public boolean hasEvents() {
    return messages().stream().anyMatch(EventTypes::isEnvelope);
  }

  /** Returns the non-empty parts with deleted keys of its tables that the query leaves out. */
  public List<Part> deletedKeysLeftOut() {
    Set<String> tables = parts.stream().map(Part::getTable).collect(Collectors.toSet());
    return dump.parts().stream()
        .filter(PartNames::isDeletedKeys)
        .filter(part -> part.getRecords() > 0 && !parts.contains(part))
        .filter(part -> tables.isEmpty() || tables.contains(part.getTable()))
        .toList();
  }

  /**
   * Finds a field of a message. If the query filters by exactly one event type, the name may omit
   * the payload's field.
   *
   * @param message one of {@link #messages}
   * @throws InvalidQueryException if the message has no such field; lists those it has
   */
  public RecordField field(Descriptor message, String name) {
    return field(dump, parts, events, message, name);
  }

  private static RecordField field(
      Dump dump, List<Part> parts, EventFilter events, Descriptor message, String name) {
    Optional<RecordField> found = RecordField.find(message, name);
    if (found.isEmpty() && events.types().size() == 1) {
      String payload = EventTypes.payloadField(message, events.types().iterator().next());
      found = RecordField.find(message, payload + "." + name);
    }
    return found.orElseThrow(
        () ->
            new InvalidQueryException(
                "%s has no field '%s'; it has %s%s",
                message.getFullName(),
                name,
                EventTypes.fields(message, events.types()).stream()
                    .map(RecordField::name)
                    .collect(Collectors.joining(", ")),
                messages(dump, parts).size() > 1 ? "; name a table that has it" : ""));
  }
}
