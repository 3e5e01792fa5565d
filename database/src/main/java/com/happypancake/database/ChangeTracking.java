package com.happypancake.database;

import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.List;
import java.util.OptionalLong;

/** The Change Tracking of a session's database, which knows the keys of deleted rows. */
public interface ChangeTracking {

  /**
   * Returns the database's current version; empty where it is off, or nobody may see it.
   *
   * @throws SourceException if the probe broke the connection and there is no new one
   */
  OptionalLong currentVersion() throws SourceException;

  /**
   * Returns the first version of a table's changes that is still remembered; empty where the table
   * is not followed, or nobody may see that.
   *
   * @throws SourceException if the probe broke the connection and there is no new one
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
