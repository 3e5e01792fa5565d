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
   * @param base of a delta; empty for a full dump
   * @return empty if there is none, or the extraction does not resume
   * @throws RefusedFolderException if the folder holds another dump
   * @throws IOException if the disk fails
   */
  public static Optional<FinishedDump> find(Extraction extraction, Optional<DumpChain> base)
      throws IOException {
    Path out = extraction.out();
    if (!extraction.reading().resume() || !Files.exists(out.resolve(DumpLayout.MANIFEST))) {
      return Optional.empty();
    }
    Manifest manifest = Dump.open(out).manifest();
    if (!isOf(extraction, base, manifest)) {
      throw new RefusedFolderException(
          Reason.FINISHED, out + ": holds another dump, which is finished; choose another folder");
    }
    return Optional.of(new FinishedDump(out, manifest));
  }

  private static boolean isOf(Extraction extraction, Optional<DumpChain> base, Manifest manifest) {
    List<String> asked =
        extraction.selected().stream().map(LegacyTable::qualifiedName).sorted().toList();
    List<String> found =
        manifest.getPartsList().stream().map(Part::getTable).distinct().sorted().toList();
    return manifest.getContent() == Content.CONTENT_ROWS
        && manifest.getCountry().equals(extraction.country().code())
        && found.equals(asked)
        && manifest.getPseudonymKeyFingerprint().equals(extraction.fingerprint())
        && manifest.getPseudonymMappingVersion() == extraction.pseudonymMapping()
        && isOfTheBase(base, manifest);
  }

  private static boolean isOfTheBase(Optional<DumpChain> base, Manifest manifest) {
    return base.isPresent()
        ? manifest.getBaseDigest().equals(base.get().last().manifest().getContentDigest())
        : manifest.getKind() == Kind.KIND_FULL;
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
    new OwnSnapshots(StateFolder.of(out), session, notes).dropAtEnd();
    UnfinishedFolder.tidy(out);
    notes.accept(out + " is finished already; nothing is left to read");
  }
}
