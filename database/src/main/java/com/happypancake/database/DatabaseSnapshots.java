package com.happypancake.database;

import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.List;
import java.util.Optional;

/**
 * The database snapshots of a session's database: read-only databases that show it as it was when
 * they were made. The names of an extraction's snapshots let the next run find them.
 *
 * <p>Methods that only query throw a {@link SourceException} only if a probe broke the connection
 * and it can't be replaced.
 */
public interface DatabaseSnapshots {

  /**
   * Returns the name of the snapshot for a dump.
   *
   * @param database that it shows
   * @param token letters and digits that identify the dump
   */
  String name(String database, String token);

  /** Returns whether the login may make a snapshot, as far as the server shows in advance. */
  boolean mayCreate() throws SourceException;

  /** Returns why a snapshot can't show the tables' rows, as half a sentence; empty if it can. */
  Optional<String> unreadable(List<LegacyTable> tables) throws SourceException;

  /** Returns whether the login sees the database's files, which a snapshot's files lie beside. */
  boolean seesFiles() throws SourceException;

  /** Returns whether a snapshot of the session's database exists and is intact. */
  boolean exists(String name) throws SourceException;

  /** Returns the names of the existing snapshots that extractions made. */
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
