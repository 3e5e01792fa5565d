package com.happypancake.inspect.query;

import com.happypancake.dumps.Dump;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The parts that a user names, and the type of events to pick from them.
 *
 * @param parts to read
 * @param eventType pick events of this type alone; empty for all records
 */
public record PartSelection(List<Part> parts, Optional<String> eventType) {

  public PartSelection {
    parts = List.copyOf(parts);
  }

  /**
   * Finds what a name means, without a delta's deleted keys: they are no rows, and are meant only
   * where their own folder or part is named.
   *
   * @param name a part's path, a table with or without its schema, or an event's type; empty for
   *     all that there is
   * @throws InvalidQueryException if it is none of these; the message lists what there is
   * @throws IOException if the folder's schemas are not what they should be
   */
  public static PartSelection of(Dump dump, Optional<String> name) throws IOException {
    PartSelection all = withDeletedKeys(dump, name);
    return new PartSelection(
        all.parts.stream()
            .filter(
                part ->
                    !isDeletedKeys(part) || name.filter(each -> isSeries(part, each)).isPresent())
            .toList(),
        all.eventType);
  }

  /** Finds what a name means as {@link #of}, and the deleted keys of the tables with it. */
  public static PartSelection withDeletedKeys(Dump dump, Optional<String> name) throws IOException {
    if (name.isEmpty()) {
      return new PartSelection(dump.parts(), Optional.empty());
    }
    String wanted = name.get();
    List<Part> parts = dump.parts().stream().filter(part -> isNamed(part, wanted)).toList();
    if (!parts.isEmpty()) {
      return new PartSelection(parts, Optional.empty());
    }
    if (dump.manifest().getContent() == Content.CONTENT_EVENTS
        && EventTypes.of(dump).contains(wanted)) {
      return new PartSelection(dump.parts(), Optional.of(wanted));
    }
    throw nothing(dump, "part, table or event type", wanted, names(dump));
  }

  /**
   * Checks that events can be of a type.
   *
   * @throws InvalidQueryException if the folder's schemas do not have it; the message lists those
   *     that they have
   * @throws IOException if the folder's schemas are not what they should be
   */
  public static void checkType(Dump dump, String type) throws IOException {
    EventTypes types = EventTypes.of(dump);
    if (!types.contains(type)) {
      throw nothing(dump, "events of the type", type, types.names());
    }
  }

  private static InvalidQueryException nothing(
      Dump dump, String what, String wanted, Collection<String> names) {
    return new InvalidQueryException(
        String.format(
            Locale.ROOT,
            "%s: holds no %s '%s'; it holds %s",
            dump.folder(),
            what,
            wanted,
            String.join(", ", names)));
  }

  /** Tells whether a name is that of a part, or of its table. */
  public static boolean isNamed(Part part, String name) {
    return isSeries(part, name) || part.getTable().equalsIgnoreCase(name);
  }

  private static boolean isSeries(Part part, String name) {
    return part.getPath().equals(name) || series(part).equalsIgnoreCase(name);
  }

  /** Tells whether of a part's rows only the keys are there, since they are gone. */
  public static boolean isDeletedKeys(Part part) {
    return part.getRows() == Rows.ROWS_DELETED_KEYS;
  }

  private static TreeSet<String> names(Dump dump) {
    TreeSet<String> names = new TreeSet<>();
    dump.parts().forEach(part -> names.add(series(part)));
    if (dump.manifest().getContent() == Content.CONTENT_EVENTS) {
      dump.manifest().getEvents().getByTypeList().forEach(count -> names.add(count.getType()));
    }
    return names;
  }

  /** Returns the table whose rows, or deleted keys, a part holds, or else the part's folder. */
  public static String table(Part part) {
    return marked(part, part.getTable().isEmpty() ? series(part) : part.getTable());
  }

  /** Returns what a part holds: its series, and whether of rows it holds the keys alone. */
  public static String holds(Part part) {
    return marked(part, series(part));
  }

  private static String marked(Part part, String name) {
    return isDeletedKeys(part) ? name + " (deleted keys)" : name;
  }

  /** Returns the folder of a part: "Messages" of "Messages/part-00000.pb.gz". */
  public static String series(Part part) {
    return part.getPath().replaceFirst("/[^/]*$", "");
  }
}
