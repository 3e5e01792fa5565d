package com.happypancake.inspect;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.repair.Verification;
import com.happypancake.dumps.repair.Verification.Damage;
import com.happypancake.dumps.repair.Verifier;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Verifies a folder, and the rejects folder within an events folder. */
public final class FolderVerifier {

  private final int threads;
  private final ReadListener listener;

  /** Creates a verifier. The listener receives the progress of reading. */
  public FolderVerifier(int threads, ReadListener listener) {
    this.threads = threads;
    this.listener = listener;
  }

  /**
   * The result of verifying a folder.
   *
   * @param folder the folder that was read
   * @param dump empty if the folder could not be opened
   * @param damages a line for each damaged place
   * @param notes what is unusual but not damaged
   * @param records the number of sound records
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
   * Verifies a folder, but not the rejects folder within it.
   *
   * @throws IOException if a file cannot be read
   * @throws InterruptedException if the thread was interrupted
   */
  public VerifiedFolder verify(Dump dump) throws IOException, InterruptedException {
    return verify(dump, List.of());
  }

  /**
   * Returns the rejects folder within a folder of events; empty if the folder holds anything else,
   * such as rejects, or has no rejects and should have none.
   */
  public static Optional<Path> rejects(Dump dump) {
    Path folder = dump.folder().resolve(DumpLayout.REJECTS);
    boolean isExpected = !dump.manifest().getEvents().getRejectsDigest().isEmpty();
    return dump.manifest().getContent() == Content.CONTENT_EVENTS
            && (isExpected || Files.exists(folder))
        ? Optional.of(folder)
        : Optional.empty();
  }

  /**
   * Verifies the rejects folder within an events folder, and checks that it belongs to the events.
   *
   * @return empty if there are no rejects to verify, as {@link #rejects} tells
   * @throws IOException if a file cannot be read
   * @throws InterruptedException if the thread was interrupted
   */
  public Optional<VerifiedFolder> verifyRejects(Dump events)
      throws IOException, InterruptedException {
    Optional<Path> within = rejects(events);
    if (within.isEmpty()) {
      return Optional.empty();
    }
    Path folder = within.get();
    String expected = events.manifest().getEvents().getRejectsDigest();
    Dump rejects;
    try {
      rejects = Dump.open(folder);
    } catch (DamagedDumpException | RefusedFolderException e) {
      return Optional.of(
          new VerifiedFolder(
              folder, Optional.empty(), List.of(String.valueOf(e.getMessage())), List.of(), 0));
    }
    String actual = rejects.manifest().getContentDigest();
    // A repaired folder names the content digest that it had before the repair.
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

  /** Describes the loss of a repaired folder; empty if the folder was never repaired. */
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
