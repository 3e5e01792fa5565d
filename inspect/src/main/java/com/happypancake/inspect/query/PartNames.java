package com.happypancake.inspect.query;

import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;

/** The names of a folder's parts. */
public final class PartNames {

  private PartNames() {}

  /** Returns the part's folder, such as {@code Messages} of {@code Messages/part-00000.pb.gz}. */
  public static String series(Part part) {
    return part.getPath().replaceFirst("/[^/]*$", "");
  }

  /** Returns the part's table, or its series if it has none; marked if it holds deleted keys. */
  public static String table(Part part) {
    return marked(part, part.getTable().isEmpty() ? series(part) : part.getTable());
  }

  /** Returns the part's series; marked if the part holds deleted keys. */
  public static String markedSeries(Part part) {
    return marked(part, series(part));
  }

  private static String marked(Part part, String name) {
    return isDeletedKeys(part) ? name + " (deleted keys)" : name;
  }

  /** Returns whether a part holds the keys of deleted rows. */
  public static boolean isDeletedKeys(Part part) {
    return part.getRows() == Rows.ROWS_DELETED_KEYS;
  }

  /** Returns whether a name is the part's path, series or table. */
  public static boolean isNamed(Part part, String name) {
    return isSeries(part, name) || part.getTable().equalsIgnoreCase(name);
  }

  /** Returns whether a name is the part's path or series. */
  static boolean isSeries(Part part, String name) {
    return part.getPath().equals(name) || series(part).equalsIgnoreCase(name);
  }
}
