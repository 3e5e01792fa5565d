package com.happypancake.database;

import com.google.protobuf.ByteString;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Source;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a session's database tells of itself. Each fact is asked for by probes: what the source
 * can't or may not answer comes back empty and not as an error, with a note where that loses
 * something. For the session's thread.
 *
 * <p>Every method throws a {@link SourceException} only if a probe broke the connection and there
 * is no new one.
 */
public interface ServerFacts {

  /** Returns which database this is. */
  Source identify() throws SourceException;

  /**
   * Returns the source's own time.
   *
   * @param zone of the country's wall clocks, for sources that tell no other time
   */
  Optional<Instant> clock(ZoneId zone) throws SourceException;

  /** Finds out what queries the source understands, by trying them on a table. */
  QueryFeatures features(LegacyTable table) throws SourceException;

  /** Finds out which data the source changes or leaves out when it is read. */
  HiddenData hiddenData() throws SourceException;

  /**
   * Returns why a snapshot transaction can't be tried, as half a sentence; empty where it can.
   *
   * @param tables that are to be read
   */
  Optional<String> snapshotObstacle(List<LegacyTable> tables) throws SourceException;

  /**
   * Returns the database that the session's is an image of, if it is a database snapshot or a
   * replica. An image can't tell the marks of its database.
   */
  Optional<ImageOf> imageOf() throws SourceException;

  /** Estimates a table's rows where that costs nothing. */
  OptionalLong estimatedRows(LegacyTable table) throws SourceException;

  /** Estimates how many bytes a table's rows take in the source, where that costs little. */
  OptionalLong estimatedBytes(LegacyTable table) throws SourceException;

  /**
   * Returns the columns of a table's clustered index, in its order.
   *
   * @return empty where the table has none, or the source does not tell
   */
  List<IndexColumn> clusteredIndex(LegacyTable table) throws SourceException;

  /**
   * Returns a mark below which every rowversion is of a row that a read begun from now on shows: 8
   * bytes.
   */
  Optional<ByteString> rowversionMark() throws SourceException;

  /**
   * Returns the rowversion that is given out next, if no transaction is changing rows.
   *
   * <p>The same value at two times proves that no row with a rowversion was inserted or changed in
   * between. The {@link #rowversionMark} does not prove it: it stands still while a transaction is
   * open, whatever others do.
   *
   * @return empty where a transaction is changing rows, or the source does not tell
   */
  Optional<ByteString> settledRowversion() throws SourceException;

  /** Returns the Change Tracking of the session's database; empty where there is no such thing. */
  default Optional<ChangeTracking> changeTracking() {
    return Optional.empty();
  }

  /** Returns the load that all sessions put on the server; empty where it can't be asked for. */
  default Optional<ServerLoad> serverLoad() {
    return Optional.empty();
  }

  /**
   * The database that another one is an image of.
   *
   * @param instant when a database snapshot was made, in the source's own UTC; empty for a replica
   */
  record ImageOf(String database, Optional<Instant> instant) {}

  /**
   * A column of a clustered index.
   *
   * @param name as the database spells it
   * @param descending whether great values come first; NULL is the least value
   * @param comparable whether the server compares a literal with it as it compares the column's own
   *     values: false for a text whose collation is not the database's
   */
  record IndexColumn(String name, boolean descending, boolean comparable) {}

  /**
   * What a source was seen to understand beyond a plain SELECT.
   *
   * @param readHint what to put at the end of a query of many rows, with a space before it; empty
   *     where the source knows no hint
   * @param rowCount the expression that counts rows; empty where the source knows none
   */
  record QueryFeatures(String readHint, Optional<String> rowCount) {}

  /**
   * The Change Tracking of a session's database, which knows the keys of deleted rows. Every method
   * throws a {@link SourceException} only if a probe broke the connection and there is no new one.
   */
  interface ChangeTracking {

    /** Returns the database's current version; empty where it is off, or nobody may see it. */
    OptionalLong currentVersion() throws SourceException;

    /**
     * Returns the first version of a table's changes that is still remembered; empty where the
     * table is not followed, or nobody may see that.
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

  /**
   * How a session's server fares under all sessions. Every method throws a {@link SourceException}
   * only if the probe broke the connection and there is no new one.
   */
  interface ServerLoad {

    /** Tells whether the login sees other sessions than its own. */
    boolean seesOtherSessions() throws SourceException;

    /** Counts the sessions that wait for locks of the extraction, where that is permitted. */
    OptionalLong blockedSessions() throws SourceException;

    /**
     * Returns the share of other sessions' requests that has been waiting for a second or more,
     * where that is permitted: 0 to 1, and 0 where only a few wait. A request that waits for its
     * client, for its own threads or for a given time does not count as waiting.
     */
    OptionalDouble waitingShare() throws SourceException;
  }

  /**
   * Data that a source changes or leaves out without an error when it is read.
   *
   * @param items of all tables and views, in the order of their columns
   * @param unseen what the login can't see of it, as sentences without their full stops
   */
  record HiddenData(List<Item> items, List<String> unseen) {

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
     * @param name the column's; for a filtered table the policy's, for a view its own
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
}
