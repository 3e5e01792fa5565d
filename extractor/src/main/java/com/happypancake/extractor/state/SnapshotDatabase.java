package com.happypancake.extractor.state;

import com.happypancake.database.DatabaseSnapshots;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.block.Digests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The database snapshot of a run. The run makes it, a resumed run uses it again, and the run that
 * finishes the dump drops it. Its name contains a digest of the dump's folder, so that two dumps of
 * one database do not share it.
 */
public record SnapshotDatabase(String name) {

  private static final int TOKEN_DIGITS = 12;
  private static final int DROP_ATTEMPTS = 5;
  private static final long DROP_WAIT_MILLIS = 200;

  /**
   * Names the snapshot that a new run into a folder makes, without making it.
   *
   * @return empty if the source has no database snapshots
   */
  public static Optional<SnapshotDatabase> of(Session session, String database, Path out) {
    String path = out.toAbsolutePath().normalize().toString();
    String token = Digests.sha256(path.getBytes(StandardCharsets.UTF_8)).substring(0, TOKEN_DIGITS);
    return session
        .databaseSnapshots()
        .map(snapshots -> new SnapshotDatabase(snapshots.name(database, token)));
  }

  /**
   * Returns the snapshot that an unfinished run made, even if its folder has moved since.
   *
   * @param name from that run's state
   * @return empty if the source has no database snapshots
   */
  public static Optional<SnapshotDatabase> named(Session session, String name) {
    return session.databaseSnapshots().map(snapshots -> new SnapshotDatabase(name));
  }

  private static DatabaseSnapshots snapshots(Session session) {
    return session.databaseSnapshots().orElseThrow();
  }

  public boolean exists(Session session) throws SourceException {
    return snapshots(session).exists(name);
  }

  public void create(Session session) throws SourceException {
    snapshots(session).create(name);
  }

  /**
   * Drops the snapshots that ended runs left and nobody reads.
   *
   * @param notes receives a sentence about each, and one if this folder's own can't be dropped
   * @throws SourceException if the connection breaks and can't be replaced
   */
  public void dropLeft(Session session, Consumer<String> notes) throws SourceException {
    for (String left : snapshots(session).left()) {
      try {
        snapshots(session).drop(left);
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
   * Drops the snapshot once nobody reads it any more. A failure is noted and not thrown.
   *
   * @param session is reconnected first
   */
  public void dropAtEnd(Session session, Consumer<String> notes) {
    for (int attempt = 1; ; attempt++) {
      try {
        // The connection may have been idle for hours, and may have broken unnoticed.
        session.reconnect();
        snapshots(session).drop(name);
        return;
      } catch (SourceException e) {
        // The server takes a moment to notice that the last reader has left.
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
