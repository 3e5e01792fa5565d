package com.happypancake.inspect.query;

import com.happypancake.dumps.Dump;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Part;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The parts of a folder that a user names.
 *
 * @param dump the folder
 * @param parts of the folder
 * @param eventType if a type of events was named; the parts hold others too
 */
public record PartSelection(Dump dump, List<Part> parts, Optional<String> eventType) {

  /** Copies the parts. */
  public PartSelection {
    parts = List.copyOf(parts);
  }

  /**
   * Selects parts. Deleted keys of a delta are no rows: they are selected only if their own series
   * or part is named.
   *
   * @param name a part's path, a table with or without its schema, or a type of events; empty for
   *     all
   * @throws InvalidQueryException if there is no such part, table or type; lists what there is
   */
  public static PartSelection of(Dump dump, Optional<String> name) {
    PartSelection all = withDeletedKeys(dump, name);
    List<Part> rows =
        all.parts.stream()
            .filter(
                part ->
                    !PartNames.isDeletedKeys(part)
                        || name.filter(each -> PartNames.isSeries(part, each)).isPresent())
            .toList();
    return new PartSelection(dump, rows, all.eventType);
  }

  /** Selects parts as {@link #of}, and the deleted keys of the tables too. */
  public static PartSelection withDeletedKeys(Dump dump, Optional<String> name) {
    if (name.isEmpty()) {
      return new PartSelection(dump, dump.parts(), Optional.empty());
    }
    List<Part> parts =
        dump.parts().stream().filter(part -> PartNames.isNamed(part, name.get())).toList();
    if (!parts.isEmpty()) {
      return new PartSelection(dump, parts, Optional.empty());
    }
    if (dump.manifest().getContent() == Content.CONTENT_EVENTS
        && EventTypes.of(dump).contains(name.get())) {
      return new PartSelection(dump, dump.parts(), name);
    }
    throw new InvalidQueryException(
        String.format(
            Locale.ROOT,
            "%s: holds no part, table or event type '%s'; it holds %s",
            dump.folder(),
            name.get(),
            String.join(", ", names(dump))));
  }

  private static TreeSet<String> names(Dump dump) {
    TreeSet<String> names = new TreeSet<>();
    dump.parts().forEach(part -> names.add(PartNames.series(part)));
    if (dump.manifest().getContent() == Content.CONTENT_EVENTS) {
      dump.manifest().getEvents().getByTypeList().forEach(count -> names.add(count.getType()));
    }
    return names;
  }
}
