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
 * Which records of a folder to read. Immutable.
 *
 * @param dump the folder
 * @param parts to read
 * @param range of the ordinals within each part; empty for all
 * @param events which events; {@link EventFilter#ALL} for folders of other things
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
   * @throws InvalidQueryException if the folder has no events, not the type of events, or not the
   *     field of a condition; lists what it has
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
   * Returns a query for all records that a user names. Deleted keys of a delta are no rows: they
   * are read only if their own series or part is named.
   *
   * @param name a part's path, a table with or without its schema, or a type of events; empty for
   *     all
   * @throws InvalidQueryException if there is no such part, table or type; lists what there is
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

  /** Returns a query as {@link #of}, which reads the deleted keys of the tables too. */
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

  /** Tells whether some records of the parts may not match. */
  public boolean isFiltering() {
    return range.isPresent() || !events.isAll() || !conditions.isEmpty();
  }

  /** Returns the message that a part's records are. */
  public Descriptor message(Part part) {
    return DescriptorSets.message(dump.schemas(), part.getMessage());
  }

  /** Returns the messages of the parts, each once, in the parts' order. */
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

  /** Tells whether some of the records are events. */
  public boolean hasEvents() {
    return messages().stream().anyMatch(EventTypes::isEnvelope);
  }

  /** Returns the parts with deleted keys of the query's tables that the query does not read. */
  public List<Part> deletedKeysLeftOut() {
    Set<String> tables = parts.stream().map(Part::getTable).collect(Collectors.toSet());
    return dump.parts().stream()
        .filter(PartNames::isDeletedKeys)
        .filter(part -> part.getRecords() > 0 && !parts.contains(part))
        .filter(part -> tables.isEmpty() || tables.contains(part.getTable()))
        .toList();
  }

  /**
   * Finds a field of a message. If the query is for one type of events, a field of their payload
   * needs only its own name.
   *
   * @param message one of {@link #messages}
   * @throws InvalidQueryException if the message has no such field; lists those that it has
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
