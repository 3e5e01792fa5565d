package com.happypancake.transformer.event;

import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.Comparator;
import java.util.List;

/** The order of facts of one instant by table: Members, Albums, Photos, then others by name. */
public final class TableOrder {

  private static final List<String> FIRST = List.of("Members", "Albums", "Photos");

  private final List<LegacyTable> tables;

  private TableOrder(List<LegacyTable> tables) {
    this.tables = tables;
  }

  /** Returns the order of a catalogue's tables. */
  public static TableOrder of(LegacyCatalogue catalogue) {
    return new TableOrder(
        catalogue.tables().stream()
            .sorted(Comparator.comparingInt(TableOrder::rank).thenComparing(LegacyTable::name))
            .toList());
  }

  private static int rank(LegacyTable table) {
    int first = FIRST.indexOf(table.name());
    return first < 0 ? FIRST.size() : first;
  }

  List<LegacyTable> tables() {
    return tables;
  }

  /**
   * Returns a table's place in the order.
   *
   * @throws IllegalArgumentException if the table is not in the catalogue
   */
  int place(LegacyTable table) {
    int place = tables.indexOf(table);
    if (place < 0) {
      throw new IllegalArgumentException("not a table of the catalogue: " + table.name());
    }
    return place;
  }
}
