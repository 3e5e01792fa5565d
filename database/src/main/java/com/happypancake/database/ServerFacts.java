package com.happypancake.database;

import com.google.protobuf.ByteString;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Source;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Facts about a session's database. Each comes from probes. If the source can't or may not answer,
 * the result is empty and not an error, with a note if something is lost. For the session's thread.
 *
 * <p>Every method, also of the nested interfaces, throws a {@link SourceException} only if a probe
 * broke the connection and it can't be replaced.
 */
public interface ServerFacts {

  Source identify() throws SourceException;

  /**
   * Returns the source's own time.
   *
   * @param zone of the country's wall clocks, for sources that know only their local time
   */
  Optional<Instant> clock(ZoneId zone) throws SourceException;

  /** Finds out which queries the source understands, by trying them on a table. */
  QueryFeatures features(LegacyTable table) throws SourceException;

  /** Finds out which data the source changes or leaves out when it is read. */
  HiddenData hiddenData() throws SourceException;

  /**
   * Returns why a snapshot transaction can't be tried, as half a sentence; empty if it can.
   *
   * @param tables the tables to read
   */
  Optional<String> snapshotObstacle(List<LegacyTable> tables) throws SourceException;

  /**
   * Returns the database that the session's is an image of, if it is a database snapshot or a
   * replica. An image can't return the marks of its database.
   */
  Optional<ImageOf> imageOf() throws SourceException;

  /** Returns a mark of 8 bytes. A read from now on shows all rows with lower rowversions. */
  Optional<ByteString> rowversionMark() throws SourceException;

  /**
   * Returns the next rowversion to be assigned, if no transaction is changing rows.
   *
   * <p>The same value at two times proves that no row with a rowversion was inserted or changed in
   * between. The {@link #rowversionMark} does not prove it, since it does not move while any
   * transaction is open, whatever others do.
   *
   * @return empty if a transaction is changing rows, or the source does not show it
   */
  Optional<ByteString> settledRowversion() throws SourceException;

  /** Returns the Change Tracking of the session's database; empty if the product has none. */
  default Optional<ChangeTracking> changeTracking() {
    return Optional.empty();
  }

  /** Returns the load of all sessions on the server; empty if the product can't show it. */
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
   * The query features that a source understands beyond a plain SELECT.
   *
   * @param readHint ends a query for many rows, with a leading space; empty if the source has no
   *     hint
   * @param rowCount the expression that counts rows; empty if the source has none
   */
  record QueryFeatures(String readHint, Optional<String> rowCount) {}

  /** The Change Tracking of a session's database, which knows the keys of deleted rows. */
  interface ChangeTracking {

    /**
     * Returns the current version; empty if Change Tracking is off, or the login may not see it.
     */
    OptionalLong currentVersion() throws SourceException;

    /**
     * Returns the oldest remembered versions of tables' changes, without tables that are not
     * tracked or whose versions the login may not see.
     */
    Map<LegacyTable, OptionalLong> firstVersions(List<LegacyTable> tables) throws SourceException;

    /**
     * Returns a query for the keys that were deleted.
     *
     * @param columns of the key, as the database spells them
     * @param version since which the keys were deleted
     */
    String deletedKeys(LegacyTable table, List<String> columns, long version);
  }

  /** The load of all sessions on a session's server. */
  interface ServerLoad {

    /** Returns whether the login sees sessions other than its own. */
    boolean seesOtherSessions() throws SourceException;

    /** Returns the server's number of this session, if the server tells it. */
    OptionalInt sessionNumber() throws SourceException;

    /**
     * Returns which of some sessions wait for a lock, with the session that holds it. It needs the
     * right to see other sessions.
     *
     * @param sessions their numbers, at least one
     */
    Map<Integer, Integer> lockWaits(Collection<Integer> sessions) throws SourceException;

    /** Counts the sessions that wait for locks of the extraction, if the login may see them. */
    OptionalLong blockedSessions() throws SourceException;

    /**
     * Returns the share of other sessions' requests that have been waiting for a second or more,
     * from 0 to 1, if the login may see it. It is 0 if only a few wait. A request that waits for
     * its client, for its own threads or for a fixed time does not count as waiting.
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

    public static final HiddenData NONE = new HiddenData(List.of(), List.of());

    public HiddenData {
      items = List.copyOf(items);
      unseen = List.copyOf(unseen);
    }

    /** The way in which something is hidden. */
    public enum Kind {
      /** A column of which the login gets masks instead of values. */
      MASKED,
      /** A column whose values come as cipher text. */
      ENCRYPTED,
      /** A table whose rows a security policy may hide. */
      FILTERED,
      /** A column that shows the values of other columns, which SELECT * leaves out. */
      COLUMN_SET,
      /** A view in a database with masked columns or filtered tables, which it may show. */
      VIEW
    }

    /**
     * A hidden item.
     *
     * @param name of the column; for a filtered table, of the policy; for a view, its own
     */
    public record Item(String schema, String table, String name, Kind kind) {}

    public List<Item> of(LegacyTable table) {
      return SqlNames.of(table, items, Item::schema, Item::table);
    }
  }
}
