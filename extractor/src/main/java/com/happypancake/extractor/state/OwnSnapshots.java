package com.happypancake.extractor.state;

import com.happypancake.database.DatabaseSnapshots;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.schemas.extraction.MadeSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The database snapshots that runs into one folder have made. Each run makes one with a name of its
 * own, a resumed run uses it again, and the run that finishes the dump drops it.
 *
 * <p>Only these runs drop it. The folder's state holds its name from before it is made until it is
 * dropped, so a kill at any time leaves a name that the next run into the folder finds.
 *
 * @param folder the state, which this process may write
 * @param session of the database that the snapshots show
 * @param notes receives a sentence about each snapshot that is dropped or stays
 */
public record OwnSnapshots(StateFolder folder, Session session, Consumer<String> notes) {

  private static final int TOKEN_DIGITS = 12;
  private static final int DROP_ATTEMPTS = 5;
  private static final long DROP_WAIT_MILLIS = 200;

  /**
   * Makes a snapshot for a run.
   *
   * @param database the database's name
   * @return the snapshot's name, which no other run has
   * @throws SourceException if the server refuses
   * @throws IOException if the disk refuses the name; then no snapshot is made
   */
  public String create(String database) throws SourceException, IOException {
    String token = UUID.randomUUID().toString().replace("-", "").substring(0, TOKEN_DIGITS);
    String name = snapshots().orElseThrow().name(database, token);
    List<MadeSnapshot> made = new ArrayList<>(folder.snapshots(damage -> {}));
    made.add(
        MadeSnapshot.newBuilder().setName(name).setSource(session.address().toString()).build());
    folder.write(made);
    snapshots().orElseThrow().create(name);
    return name;
  }

  private Optional<DatabaseSnapshots> snapshots() {
    return session.databaseSnapshots();
  }

  /**
   * Drops what earlier runs into this folder have left, and names what runs into other folders have
   * made. Those may still be needed, even if nobody reads them at this moment.
   *
   * @throws SourceException if the connection breaks and can't be replaced
   */
  public void clear() throws SourceException, IOException {
    List<MadeSnapshot> own = folder.snapshots(notes);
    for (String name : dropLeft(own)) {
      if (own.stream().noneMatch(made -> made.getName().equals(name))) {
        notes.accept(
            "the database snapshot "
                + name
                + " was made for another folder; if no run into that folder needs it, drop it: "
                + command(name));
      }
    }
  }

  /**
   * Drops what runs into this folder have left.
   *
   * @throws SourceException if the connection breaks and can't be replaced
   */
  public void dropLeft() throws SourceException, IOException {
    dropLeft(folder.snapshots(notes));
  }

  /** Returns the names of all extractions' snapshots of this database that were there before. */
  private List<String> dropLeft(List<MadeSnapshot> made) throws SourceException, IOException {
    List<String> there = snapshots().isPresent() ? snapshots().get().left() : List.of();
    List<MadeSnapshot> kept = new ArrayList<>();
    for (MadeSnapshot each : made) {
      // A missing one stays on the list, since the server may still be making it.
      if (!isHere(each) || !there.contains(each.getName()) || !tryDrop(each.getName())) {
        kept.add(each);
      }
    }
    if (kept.size() < made.size()) {
      folder.write(kept);
    }
    return there;
  }

  private boolean isHere(MadeSnapshot made) {
    return made.getSource().equals(session.address().toString());
  }

  /** Drops a snapshot. Returns false if the server refuses, which is noted. */
  private boolean tryDrop(String name) throws SourceException {
    try {
      snapshots().orElseThrow().drop(name);
      notes.accept("dropped the database snapshot " + name + ", which an earlier run left");
      return true;
    } catch (SourceException e) {
      session.revive();
      notes.accept(
          "a database snapshot that an earlier run left stays: "
              + e.getMessage()
              + "; drop it later: "
              + command(name));
      return false;
    }
  }

  private String command(String name) {
    return "DROP DATABASE " + session.dialect().quote(name);
  }

  /**
   * Drops all snapshots once the dump is finished and before its state is removed. A failure is
   * noted and not thrown.
   *
   * @throws IOException if the state can't be read
   */
  public void dropAtEnd() throws IOException {
    if (snapshots().isEmpty()) {
      return;
    }
    for (MadeSnapshot each : folder.snapshots(notes)) {
      if (isHere(each)) {
        dropAtEnd(each.getName());
      } else {
        notes.accept(
            "an earlier run into this folder made the database snapshot "
                + each.getName()
                + " of "
                + each.getSource()
                + "; if it is still there, drop it there: "
                + command(each.getName()));
      }
    }
  }

  private void dropAtEnd(String name) {
    for (int attempt = 1; ; attempt++) {
      try {
        // The connection may have been idle for hours, and may have broken unnoticed.
        session.reconnect();
        if (snapshots().orElseThrow().left().contains(name)) {
          snapshots().orElseThrow().drop(name);
        }
        return;
      } catch (SourceException e) {
        // The server takes a moment to notice that the last reader has left.
        if (attempt == DROP_ATTEMPTS || !isWaitedFor()) {
          notes.accept(
              "the dump is finished, but its database snapshot is still there: "
                  + e.getMessage()
                  + "; drop it: "
                  + command(name));
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
