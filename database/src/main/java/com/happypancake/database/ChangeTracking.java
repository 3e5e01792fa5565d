package com.happypancake.database;

import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.List;
import java.util.OptionalLong;

/**
 * The Change Tracking of a session's database, which knows the keys of deleted rows. Every method
 * throws a {@link SourceException} only if a probe broke the connection and there is no new one.
 */
public interface ChangeTracking {

  /** Returns the database's current version; empty where it is off, or nobody may see it. */
  OptionalLong currentVersion() throws SourceException;

  /**
   * Returns the first version of a table's changes that is still remembered; empty where the table
   * is not followed, or nobody may see that.
   */
  OptionalLong firstVersion(LegacyTable table) throws SourceException;

  /**
   * Returns a query of the keys that were deleted.
   *
   * @param columns of the key, as the database spells them
   * @param version since which
   */
  String deletedKeys(LegacyTable table, List<String> columns, long version);
}
