package com.happypancake.extractor.plan;

import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The order in which tables are read: a table comes after all tables that refer to its rows.
 *
 * <p>Tables may be read at different instants. An application inserts a row after the rows that it
 * refers to. So the rows that an earlier table refers to exist when their own table is read.
 */
public final class ReadOrder {

  private final List<LegacyTable> tables;
  private final Set<LegacyTable> visited = new HashSet<>();
  private final List<LegacyTable> ordered = new ArrayList<>();

  private ReadOrder(List<LegacyTable> tables) {
    this.tables = tables;
  }

  /**
   * Returns the tables with each after those that refer to it, and otherwise in their order. If
   * tables refer to each other in a cycle, the first of them comes last.
   */
  public static List<LegacyTable> lookedUpLast(List<LegacyTable> tables) {
    ReadOrder order = new ReadOrder(tables);
    tables.forEach(order::visit);
    return List.copyOf(order.ordered);
  }

  /**
   * Returns the tables in stages. The tables of a stage come after all that refer to them, and may
   * be read in parallel. If tables refer to each other in a cycle, the first of them comes last.
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
