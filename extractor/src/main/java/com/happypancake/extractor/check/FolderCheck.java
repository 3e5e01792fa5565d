package com.happypancake.extractor.check;

import com.happypancake.database.DatabaseAddress;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.UnfinishedFolder;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.check.Finding.Subject;
import com.happypancake.extractor.state.FinishedDump;
import com.happypancake.extractor.state.PausedExtraction;
import com.happypancake.extractor.state.ResumeSettings;
import com.happypancake.extractor.state.StateFolder;
import com.happypancake.schemas.extraction.ExtractionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at where a dump is to lie, and changes nothing there. */
final class FolderCheck {

  private final Extraction extraction;
  private final FindingCollector findings;

  FolderCheck(Extraction extraction, FindingCollector findings) {
    this.extraction = extraction;
    this.findings = findings;
  }

  /**
   * Tells whether the folder would be taken.
   *
   * @return what an unfinished run in it found, where this one would go on with it
   * @throws IOException if the disk refuses to be looked at
   */
  Optional<ExtractionState> folder(DatabaseAddress address) throws IOException {
    findings.about(Subject.FOLDER);
    try {
      if (FinishedDump.find(extraction).isPresent()) {
        findings.ok(extraction.out() + " is finished already; nothing is left to read");
        return Optional.empty();
      }
      UnfinishedFolder.check(extraction.out());
      if (Files.exists(extraction.out()) && UnfinishedFolder.isBeingWritten(extraction.out())) {
        findings.refuse(extraction.out() + ": another run is writing to it; wait until it ends");
        return Optional.empty();
      }
      return unfinished(address);
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
          out
              + " holds an unfinished extraction, which would begin anew; --resume goes on with"
              + " it");
      return Optional.empty();
    }
    Optional<ExtractionState> earlier = state.read();
    if (earlier.isPresent()) {
      ResumeSettings.refuseOther(
          earlier.get().getConfigurationList(), ResumeSettings.of(extraction, address), out);
      findings.ok(out + " holds an unfinished extraction, which is gone on with");
    }
    if (PausedExtraction.isPaused(out)) {
      findings.warn(out + " is paused: a run waits until hpc extract continue " + out);
    }
    return earlier;
  }

  /**
   * Tells whether there is room.
   *
   * @param bytes that the rows take in the source
   * @return how many bytes are free; empty where nothing tells
   */
  OptionalLong disk(OptionalLong bytes) {
    findings.about(Subject.DISK);
    Path there = extraction.out().toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      findings.refuse(
          there
              + (Files.isDirectory(there) ? ": can't be written to" : ": is no folder")
              + "; choose another --out");
      return OptionalLong.empty();
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String text = SizeForecast.megabytes(free) + " are free at " + there;
      if (bytes.isPresent() && free < bytes.getAsLong()) {
        findings.warn(
            text
                + ", and the rows take "
                + SizeForecast.megabytes(bytes.getAsLong())
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
