package com.happypancake.dumps;

import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of a table's series of parts in a dump: one for its rows, one for the keys of its
 * deleted rows. Tables with the same name in different database schemas have different series.
 */
public final class TableSeries {

  /** Names of a dump's other files and folders, and the suffix of a series of deleted keys. */
  private static final Pattern RESERVED =
      Pattern.compile(
          "^(rejects|manifest\\.json|run\\.json|schema\\.desc)$|\\.deleted$",
          Pattern.CASE_INSENSITIVE);

  private TableSeries() {}

  /** Returns the name of the series of a table's rows. */
  public static String rows(LegacyTable table) {
    return rows(table.qualifiedName());
  }

  /**
   * Returns the name of the series of a table's rows.
   *
   * @param qualifiedName the table's name with its schema
   */
  public static String rows(String qualifiedName) {
    return fileName(LegacyTable.withoutDefaultSchema(qualifiedName));
  }

  /** Returns the name of the series of a table's deleted keys. */
  public static String deletedKeys(LegacyTable table) {
    return rows(table) + ".deleted";
  }

  /**
   * Returns the path of a part of a table's rows within the dump.
   *
   * @param qualifiedName the table's name with its schema
   */
  public static String path(String qualifiedName, int number) {
    return DumpLayout.partPath(rows(qualifiedName), number);
  }

  /**
   * Escapes a name for use as a folder's name. Path separators, control characters, {@code %}, a
   * leading dot, and one character of a reserved name become {@code %} and two digits.
   */
  private static String fileName(String name) {
    int reserved = RESERVED.matcher(name).find() ? Math.max(0, name.lastIndexOf('.')) : -1;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean leadsOut = (i == 0 && c == '.') || "/\\".indexOf(c) >= 0;
      if (leadsOut || c == '%' || i == reserved || Character.isISOControl(c)) {
        text.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** Returns why a table's series clash with another's, as half a sentence; empty if they don't. */
  public static Optional<String> clash(LegacyTable table, List<LegacyTable> others) {
    return others.stream()
        .filter(other -> !other.equals(table))
        .filter(other -> rows(table).equals(rows(other)) || deletedKeys(table).equals(rows(other)))
        .findFirst()
        .map(
            other ->
                "its parts, or those of its deleted keys, would lie in the folder of "
                    + other.qualifiedName()
                    + ", "
                    + rows(other)
                    + "; extract one of the two into a dump of its own, by --tables");
  }
}
