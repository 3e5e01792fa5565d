package com.happypancake.database;

import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.List;

/**
 * Data that a source changes or leaves out without an error when it is read.
 *
 * @param items of all tables and views, in the order of their columns
 * @param unseen what the login can't see of it, as sentences without their full stops
 */
public record HiddenData(List<Item> items, List<String> unseen) {

  /** Nothing is hidden. */
  public static final HiddenData NONE = new HiddenData(List.of(), List.of());

  public HiddenData {
    items = List.copyOf(items);
    unseen = List.copyOf(unseen);
  }

  /** How something is hidden. */
  public enum Kind {
    /** A column of which the login gets masks in place of values. */
    MASKED,
    /** A column whose values come as cipher text. */
    ENCRYPTED,
    /** A table of which a security policy may hide rows. */
    FILTERED,
    /** A column that {@code SELECT *} leaves out. */
    UNLISTED,
    /** A column that shows the values of other columns, which {@code SELECT *} leaves out. */
    COLUMN_SET,
    /** A view in a database with masked columns or filtered tables, which it may show. */
    VIEW
  }

  /**
   * Something that is hidden.
   *
   * @param schema of the table or view
   * @param table its name
   * @param name the column's; for a filtered table the policy's, for a view its own
   * @param kind how it is hidden
   */
  public record Item(String schema, String table, String name, Kind kind) {}

  /** Returns what is hidden of a table. */
  public List<Item> of(LegacyTable table) {
    return items.stream()
        .filter(each -> each.schema().equalsIgnoreCase(table.schema()))
        .filter(each -> each.table().equalsIgnoreCase(table.name()))
        .toList();
  }
}
