package com.happypancake.extractor.check;

import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import com.happypancake.database.ServerFacts.ImageOf;
import com.happypancake.dumps.DiskSpace;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RunSettings;
import com.happypancake.dumps.UnfinishedFolder;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.check.Finding.FindingCollector;
import com.happypancake.extractor.check.Finding.Subject;
import com.happypancake.extractor.state.FinishedDump;
import com.happypancake.extractor.state.ResumeSettings;
import com.happypancake.extractor.state.SourceIdentity;
import com.happypancake.extractor.state.StateFolder;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.manifest.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks the dump's folder without changing it. */
final class FolderCheck {

  private final Extraction extraction;
  private final Optional<DumpChain> base;
  private final FindingCollector findings;

  FolderCheck(Extraction extraction, Optional<DumpChain> base, FindingCollector findings) {
    this.extraction = extraction;
    this.base = base;
    this.findings = findings;
  }

  /**
   * Returns whether a run would end at once, because the folder holds a finished dump or is
   * refused. A run checks this first.
   */
  boolean isFinished(Source source) throws IOException {
    findings.about(Subject.FOLDER);
    try {
      Optional<FinishedDump> finished = FinishedDump.find(extraction, base);
      if (finished.isPresent()) {
        SourceIdentity.refuseOther(finished.get().manifest().getSource(), source, extraction.out());
        findings.ok(extraction.out() + " is finished already; nothing is left to read");
      }
      return finished.isPresent();
    } catch (RefusedFolderException e) {
      findings.refuse(String.valueOf(e.getMessage()));
      return true;
    }
  }

  /**
   * Checks whether a run could use the folder.
   *
   * @param image the database that the source is an image of
   * @return the state of the unfinished run that this one would resume
   */
  Optional<ExtractionState> earlier(DatabaseAddress address, Source source, Optional<ImageOf> image)
      throws IOException {
    findings.about(Subject.FOLDER);
    try {
      UnfinishedFolder.check(extraction.out());
      Optional<ExtractionState> earlier = unfinished(address);
      if (earlier.isPresent()) {
        SourceIdentity.refuseOther(earlier.get(), source, image, extraction.out());
      }
      return earlier;
    } catch (RefusedFolderException e) {
      findings.refuse(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<ExtractionState> unfinished(DatabaseAddress address) throws IOException {
    Path out = extraction.out();
    StateFolder state = StateFolder.of(out);
    if (!state.isThere()) {
      findings.ok(out + (Files.exists(out) ? " can be taken" : " is new"));
      return Optional.empty();
    }
    if (!extraction.reading().resume()) {
      findings.warn(
          out + " holds an unfinished extraction, which a run discards; --resume goes on with it");
      return Optional.empty();
    }
    Optional<ExtractionState> earlier = state.read();
    if (earlier.isPresent()) {
      RunSettings.refuseOther(
          earlier.get().getConfigurationList(), ResumeSettings.of(extraction, address, base), out);
      findings.ok(out + " holds an unfinished extraction, which is resumed");
    }
    if (state.isPaused()) {
      findings.warn(out + " is paused: a run waits until hpc extract continue " + out);
    }
    return earlier;
  }

  /**
   * Checks whether the disk has room.
   *
   * @param bytes of the rows in the source
   * @return the free bytes; empty if unknown
   */
  OptionalLong disk(OptionalLong bytes) {
    findings.about(Subject.DISK);
    Path there = DiskSpace.nearest(extraction.out());
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      findings.refuse(
          there
              + (Files.isDirectory(there) ? ": can't be written to" : ": is no folder")
              + "; choose another --out");
      return OptionalLong.empty();
    }
    try {
      long free = DiskSpace.of(there).freeBytes();
      String text = DiskSpace.megabytes(free) + " are free at " + there;
      if (bytes.isPresent() && free < bytes.getAsLong()) {
        findings.warn(
            text
                + ", and the rows take "
                + DiskSpace.megabytes(bytes.getAsLong())
                + " in the source; a dump is deflated, and how much smaller depends on the rows");
      } else {
        findings.ok(text);
      }
      return OptionalLong.of(free);
    } catch (IOException e) {
      findings.warn(there + ": the system does not tell how much is free");
      return OptionalLong.empty();
    }
  }
}
