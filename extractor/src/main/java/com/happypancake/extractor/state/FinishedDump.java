package com.happypancake.extractor.state;

import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.UnfinishedFolder;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.extractor.Extraction;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A dump that an earlier run finished, even if it was killed after writing the manifest. */
public record FinishedDump(Path out, Manifest manifest) {

  /**
   * Finds the finished dump.
   *
   * @return empty if there is none, or the extraction does not resume
   * @throws RefusedFolderException if the folder holds another dump
   * @throws IOException if the disk fails
   */
  public static Optional<FinishedDump> find(Extraction extraction) throws IOException {
    Path out = extraction.out();
    if (!extraction.reading().resume() || !Files.exists(out.resolve(DumpLayout.MANIFEST))) {
      return Optional.empty();
    }
    Manifest manifest = Dump.open(out).manifest();
    if (!isOf(extraction, manifest)) {
      throw new RefusedFolderException(
          Reason.FINISHED, out + ": holds another dump, which is finished; choose another folder");
    }
    return Optional.of(new FinishedDump(out, manifest));
  }

  private static boolean isOf(Extraction extraction, Manifest manifest) throws IOException {
    List<String> asked =
        extraction.selected().stream().map(LegacyTable::qualifiedName).sorted().toList();
    List<String> found =
        manifest.getPartsList().stream().map(Part::getTable).distinct().sorted().toList();
    return manifest.getContent() == Content.CONTENT_ROWS
        && manifest.getCountry().equals(extraction.country().code())
        && found.equals(asked)
        && manifest.getPseudonymKeyFingerprint().equals(extraction.fingerprint())
        && manifest.getPseudonymMappingVersion() == extraction.pseudonymMapping()
        && isOfTheBase(extraction, manifest);
  }

  private static boolean isOfTheBase(Extraction extraction, Manifest manifest) throws IOException {
    return extraction.delta().isEmpty()
        ? manifest.getKind() == Kind.KIND_FULL
        : manifest
            .getBaseDigest()
            .equals(
                DumpChain.endingWith(extraction.delta().get().base())
                    .last()
                    .manifest()
                    .getContentDigest());
  }

  /**
   * Removes the database snapshot and the state that the killed run left.
   *
   * @throws SourceException if the connection breaks and can't be replaced
   * @throws RefusedFolderException if the dump is of another database
   * @throws IOException if the disk fails
   */
  public void end(Session session, Consumer<String> notes) throws SourceException, IOException {
    Source source = SourceIdentity.of(session, session.facts().imageOf());
    SourceIdentity.refuseOther(manifest.getSource(), source, out);
    Optional<SnapshotDatabase> snapshot = SnapshotDatabase.of(session, source.getDatabase(), out);
    if (snapshot.isPresent() && snapshot.get().exists(session)) {
      snapshot.get().dropAtEnd(session, notes);
    }
    UnfinishedFolder.tidy(out);
    notes.accept(out + " is finished already; nothing is left to read");
  }
}
