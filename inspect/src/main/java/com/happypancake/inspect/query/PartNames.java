package com.happypancake.inspect.query;

import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;

/** The names under which a folder's parts are known. */
public final class PartNames {

  private PartNames() {}

  /** Returns the folder of a part: {@code Messages} of {@code Messages/part-00000.pb.gz}. */
  public static String series(Part part) {
    return part.getPath().replaceFirst("/[^/]*$", "");
  }

  /** Returns the part's table, or else its series; marked if the part holds deleted keys. */
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

  /** Tells whether a part holds the keys of deleted rows. */
  public static boolean isDeletedKeys(Part part) {
    return part.getRows() == Rows.ROWS_DELETED_KEYS;
  }

  /** Tells whether a name is that of a part, its series or its table. */
  public static boolean isNamed(Part part, String name) {
    return isSeries(part, name) || part.getTable().equalsIgnoreCase(name);
  }

  /** Tells whether a name is that of a part or its series. */
  static boolean isSeries(Part part, String name) {
    return part.getPath().equals(name) || series(part).equalsIgnoreCase(name);
  }
}
