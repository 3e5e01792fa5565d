package com.happypancake.cli.folder;

import com.happypancake.cli.console.ProgressLine;
import com.happypancake.inspect.query.PartSelection;
import com.happypancake.inspect.query.Query;
import com.happypancake.schemas.manifest.Part;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Says of a delta's deleted keys that they are not among the rows that a command shows. */
final class DeletedKeys {

  private DeletedKeys() {}

  /** Says how many deleted keys the tables of a query have that it leaves out, if there are any. */
  static void note(ProgressLine progress, Query query) {
    Set<String> tables = query.parts().stream().map(Part::getTable).collect(Collectors.toSet());
    List<Part> leftOut =
        query.dump().parts().stream()
            .filter(PartSelection::isDeletedKeys)
            .filter(part -> part.getRecords() > 0 && !query.parts().contains(part))
            .filter(part -> tables.isEmpty() || tables.contains(part.getTable()))
            .toList();
    if (!leftOut.isEmpty()) {
      progress.say(
          String.format(
              Locale.ROOT,
              "note: %s left out; to see deleted keys, name %s",
              Headline.count(leftOut.stream().mapToLong(Part::getRecords).sum(), "deleted key"),
              leftOut.stream()
                  .map(PartSelection::series)
                  .distinct()
                  .collect(Collectors.joining(", "))));
    }
  }
}
