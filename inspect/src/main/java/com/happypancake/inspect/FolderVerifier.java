package com.happypancake.inspect;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.repair.Verification;
import com.happypancake.dumps.repair.Verification.Damage;
import com.happypancake.dumps.repair.Verifier;
import com.happypancake.schemas.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Verifies a folder, and the folder of rejects within a folder of events. */
public final class FolderVerifier {

  /** The name of the folder of rejects within a folder of events. */
  public static final String REJECTS = "rejects";

  private final int threads;
  private final ReadListener listener;

  /** A verifier that reads on some threads. The listener is told how far the reading is. */
  public FolderVerifier(int threads, ReadListener listener) {
    this.threads = threads;
    this.listener = listener;
  }

  /**
   * What a folder is like.
   *
   * @param folder that was read
   * @param dump empty if the folder could not be opened
   * @param damages each in one line
   * @param notes what is odd, but no damage
   * @param records that were read and are sound
   */
  public record VerifiedFolder(
      Path folder, Optional<Dump> dump, List<String> damages, List<String> notes, long records) {

    /** Copies the lists. */
    public VerifiedFolder {
      damages = List.copyOf(damages);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Verifies a folder, without the folder of rejects within it.
   *
   * @throws IOException if a file cannot be read
   * @throws InterruptedException if the thread was interrupted
   */
  public VerifiedFolder verify(Dump dump) throws IOException, InterruptedException {
    return verify(dump, List.of());
  }

  /**
   * Verifies the rejects within a folder of events, and whether they are those of the events.
   *
   * @return empty if the folder has no rejects and should have none
   * @throws IOException if a file cannot be read
   * @throws InterruptedException if the thread was interrupted
   */
  public Optional<VerifiedFolder> verifyRejects(Dump events)
      throws IOException, InterruptedException {
    Path folder = events.folder().resolve(REJECTS);
    String expected = events.manifest().getEvents().getRejectsDigest();
    if (!Files.exists(folder) && expected.isEmpty()) {
      return Optional.empty();
    }
    Dump rejects;
    try {
      rejects = Dump.open(folder);
    } catch (DamagedDumpException | RefusedFolderException e) {
      return Optional.of(
          new VerifiedFolder(
              folder, Optional.empty(), List.of(String.valueOf(e.getMessage())), List.of(), 0));
    }
    String actual = rejects.manifest().getContentDigest();
    // A repaired folder names the one that it was made of.
    boolean fits =
        actual.equals(expected)
            || rejects.manifest().getRepair().getContentDigest().equals(expected);
    return Optional.of(
        verify(
            rejects,
            fits
                ? List.of()
                : List.of(
                    String.format(
                        Locale.ROOT,
                        "%s: the content's digest is %s; the events name %s",
                        folder,
                        actual,
                        expected))));
  }

  private VerifiedFolder verify(Dump dump, List<String> known)
      throws IOException, InterruptedException {
    Verification found = new Verifier(dump, threads, listener).run();
    List<String> damages = new ArrayList<>(known);
    for (Damage each : found.damages()) {
      damages.add(dump.folder() + ": " + each.text());
    }
    List<String> notes = new ArrayList<>(found.notes());
    repair(dump.manifest()).ifPresent(text -> notes.add("was repaired; " + text));
    return new VerifiedFolder(dump.folder(), Optional.of(dump), damages, notes, found.records());
  }

  /** Returns what a repaired folder lacks; empty if the folder was never repaired. */
  public static Optional<String> repair(Manifest manifest) {
    long lost = Dump.lostRecords(manifest);
    return manifest.hasRepair()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "lacks %d record%s of %s",
                lost,
                lost == 1 ? "" : "s",
                manifest.getRepair().getContentDigest()))
        : Optional.empty();
  }
}
