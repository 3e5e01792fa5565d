package com.happypancake.database;

import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.List;
import java.util.Optional;

/**
 * The database snapshots of a session's database: read-only databases that show it as it was when
 * they were made. Those that an extraction makes have names by which the next run finds them.
 *
 * <p>Methods that only look throw a {@link SourceException} only if a probe broke the connection
 * and there is no new one.
 */
public interface DatabaseSnapshots {

  /**
   * Returns the name of the snapshot for a dump.
   *
   * @param database that it shows
   * @param token tells dumps apart: letters and digits
   */
  String name(String database, String token);

  /** Tells whether the login may make one, as far as the server tells beforehand. */
  boolean mayCreate() throws SourceException;

  /**
   * Returns why the rows of tables can't be read in one, as half a sentence; empty where they can.
   */
  Optional<String> unreadable(List<LegacyTable> tables) throws SourceException;

  /** Tells whether the login sees the database's files, which a snapshot is made beside. */
  boolean seesFiles() throws SourceException;

  /** Tells whether a snapshot of the session's database is there and sound. */
  boolean exists(String name) throws SourceException;

  /** Returns the names of the snapshots that extractions made and left. */
  List<String> left() throws SourceException;

  /**
   * Makes a snapshot: sparse files beside the database's own.
   *
   * @throws SourceException if the server refuses
   */
  void create(String name) throws SourceException;

  /**
   * Drops a snapshot.
   *
   * @throws SourceException if the server refuses, as it does while somebody reads it
   */
  void drop(String name) throws SourceException;
}
