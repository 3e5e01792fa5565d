package com.happypancake.extractor.plan;

import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The order for tables that are read at different instants: each after those that name its rows.
 *
 * <p>A row is written after the rows that it names, so that whatever a table read earlier names is
 * there when its own table is read.
 */
public final class ReadOrder {

  private final List<LegacyTable> tables;
  private final Set<LegacyTable> visited = new HashSet<>();
  private final List<LegacyTable> ordered = new ArrayList<>();

  private ReadOrder(List<LegacyTable> tables) {
    this.tables = tables;
  }

  /** Returns the tables, those that others look up after these, and otherwise as they were. */
  public static List<LegacyTable> lookedUpLast(List<LegacyTable> tables) {
    ReadOrder order = new ReadOrder(tables);
    tables.forEach(order::visit);
    return List.copyOf(order.ordered);
  }

  /**
   * Returns the tables in stages: those of a stage come after all that name their rows, and may be
   * read side by side. Where tables name each other in a circle, the first met comes last.
   */
  public static List<List<LegacyTable>> stages(List<LegacyTable> tables) {
    List<LegacyTable> ordered = lookedUpLast(tables);
    List<Integer> levels = new ArrayList<>();
    List<List<LegacyTable>> stages = new ArrayList<>();
    for (LegacyTable table : ordered) {
      int level = 0;
      for (int i = 0; i < levels.size(); i++) {
        if (names(ordered.get(i), table)) {
          level = Math.max(level, levels.get(i) + 1);
        }
      }
      levels.add(level);
      if (level == stages.size()) {
        stages.add(new ArrayList<>());
      }
      stages.get(level).add(table);
    }
    return stages;
  }

  /** Where tables name each other in a circle, no order helps, and the first met comes last. */
  private void visit(LegacyTable table) {
    if (visited.add(table)) {
      for (LegacyTable other : tables) {
        if (names(other, table)) {
          visit(other);
        }
      }
      ordered.add(table);
    }
  }

  private static boolean names(LegacyTable naming, LegacyTable named) {
    for (LegacyColumn column : naming.columns()) {
      String lookup = column.options().getLookup().toLowerCase(Locale.ROOT);
      int dot = lookup.lastIndexOf('.');
      if (dot >= 0) {
        String name = lookup.substring(0, dot);
        if (name.equalsIgnoreCase(named.name()) || name.equalsIgnoreCase(named.qualifiedName())) {
          return true;
        }
      }
    }
    return false;
  }
}
