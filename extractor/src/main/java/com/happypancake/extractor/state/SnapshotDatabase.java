package com.happypancake.extractor.state;

import com.happypancake.database.DatabaseSnapshots;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.block.Digests;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The database snapshot of a run: made when it begins, used again when it is gone on with, dropped
 * when it is finished. The dump's folder is part of its name, so that the next run of the same
 * folder finds what a killed one left.
 */
public final class SnapshotDatabase {

  private static final int TOKEN_DIGITS = 12;
  private static final int DROP_ATTEMPTS = 5;
  private static final long DROP_WAIT_MILLIS = 200;

  private final DatabaseSnapshots snapshots;
  private final String name;

  private SnapshotDatabase(DatabaseSnapshots snapshots, String name) {
    this.snapshots = snapshots;
    this.name = name;
  }

  /**
   * Finds out what the snapshot for a folder is called; nothing is made yet.
   *
   * @param database that is read
   * @return empty where the source has no such thing
   */
  public static Optional<SnapshotDatabase> of(Session session, String database, Path out) {
    String path = out.toAbsolutePath().normalize().toString();
    String token = Digests.sha256(path.getBytes(StandardCharsets.UTF_8)).substring(0, TOKEN_DIGITS);
    return session
        .dialect()
        .databaseSnapshots()
        .map(snapshots -> new SnapshotDatabase(snapshots, snapshots.name(database, token)));
  }

  /**
   * Returns the snapshot that an unfinished run made, wherever its folder lies by now.
   *
   * @param name as that run wrote it down
   * @return empty where the source has no such thing
   */
  public static Optional<SnapshotDatabase> named(Session session, String name) {
    return session
        .dialect()
        .databaseSnapshots()
        .map(snapshots -> new SnapshotDatabase(snapshots, name));
  }

  /** Returns its name. */
  public String name() {
    return name;
  }

  /** Tells whether the login may make it, as far as the server tells beforehand. */
  public boolean isPermitted(Session session) throws SourceException {
    return snapshots.mayCreate(session);
  }

  /** Returns why tables can't be read in it, as half a sentence; empty where they can. */
  public Optional<String> unreadable(Session session, List<LegacyTable> tables)
      throws SourceException {
    return snapshots.unreadable(session, tables);
  }

  /** Tells whether it is there. */
  public boolean exists(Session session) throws SourceException {
    return snapshots.exists(session, name);
  }

  /** Makes it. */
  public void create(Session session) throws SourceException {
    snapshots.create(session, name);
  }

  /**
   * Drops what killed runs left: this folder's own, and others that nobody reads.
   *
   * @param notes takes of each, and of this folder's own where it can't be dropped
   * @throws SourceException if the connection breaks, and there is no new one
   */
  public void dropLeft(Session session, Consumer<String> notes) throws SourceException {
    for (String left : snapshots.left(session)) {
      try {
        snapshots.drop(session, left);
        notes.accept("dropped the database snapshot " + left + ", which an ended run left");
      } catch (SourceException e) {
        session.revive();
        if (left.equals(name)) {
          notes.accept("a database snapshot that an ended run left stays: " + e.getMessage());
        }
      }
    }
  }

  /**
   * Drops it once nobody reads it any more; where that can't be, it is noted.
   *
   * @param session opens its connection again
   */
  public void dropAtEnd(Session session, Consumer<String> notes) {
    for (int attempt = 1; ; attempt++) {
      try {
        // The connection may have been idle for hours, and be dead without anybody having noticed.
        session.reconnect();
        snapshots.drop(session, name);
        return;
      } catch (SourceException e) {
        // A server takes a moment to see that the last reader is gone.
        if (attempt == DROP_ATTEMPTS || !isWaitedFor()) {
          notes.accept(
              "the dump is finished, but its database snapshot is still there: " + e.getMessage());
          return;
        }
      }
    }
  }

  private static boolean isWaitedFor() {
    try {
      TimeUnit.MILLISECONDS.sleep(DROP_WAIT_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
