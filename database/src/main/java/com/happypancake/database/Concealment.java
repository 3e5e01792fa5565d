package com.happypancake.database;

import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.List;

/**
 * What a source would give otherwise than it holds it, or leave out, without an error.
 *
 * @param found of all tables and views, in the order of their columns
 * @param unseen what the login can't see of it, as sentences without their full stops
 */
public record Concealment(List<Concealed> found, List<String> unseen) {

  /** That of a source that has no such things. */
  static final Concealment NONE = new Concealment(List.of(), List.of());

  public Concealment {
    found = List.copyOf(found);
    unseen = List.copyOf(unseen);
  }

  /** How something is concealed. */
  public enum Kind {
    /** A column of which the login gets masks in the place of values. */
    MASKED,
    /** A column whose values come as cipher text. */
    ENCRYPTED,
    /** A table of which a security policy may hide rows. */
    FILTERED,
    /** A column that {@code SELECT *} leaves out. */
    UNLISTED,
    /** A column that shows the values of others, which {@code SELECT *} leaves out. */
    COLUMN_SET,
    /** A view of which nobody can tell whether it shows something masked or filtered. */
    VIEW
  }

  /**
   * Something that is concealed.
   *
   * @param schema of the table or view
   * @param table its name
   * @param name the column's; of a table that is filtered, the policy's
   * @param kind how it is concealed
   */
  public record Concealed(String schema, String table, String name, Kind kind) {}

  /** Returns what is concealed of a table. */
  public List<Concealed> of(LegacyTable table) {
    return found.stream()
        .filter(each -> each.schema().equalsIgnoreCase(table.schema()))
        .filter(each -> each.table().equalsIgnoreCase(table.name()))
        .toList();
  }
}
