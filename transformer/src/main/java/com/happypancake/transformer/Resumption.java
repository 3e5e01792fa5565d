package com.happypancake.transformer;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.RunSettings;
import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import com.happypancake.schemas.extraction.Setting;
import com.happypancake.schemas.transformation.MappedSplit;
import com.happypancake.schemas.transformation.PartFinished;
import com.happypancake.transformer.journal.ScratchFolder;
import com.happypancake.transformer.journal.UnfinishedTransform;
import com.happypancake.transformer.sort.RestoredRuns;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds what a run can use again of the unfinished one in its out folder. */
final class Resumption {

  private final Transformation transformation;
  private final Workers workers;
  private final Consumer<String> notes;

  /** What the unfinished run has done; empty if there is none. */
  private final Optional<UnfinishedTransform> earlier;

  private UnfinishedTransform begun;
  private RestoredRuns runs = RestoredRuns.none();

  /**
   * Reads the journal in the out folder.
   *
   * @param settings that the runs must share
   * @param notes receives a sentence about each damage, and one if the run resumes and there is no
   *     journal
   * @throws RefusedFolderException if the run resumes, and the journal is damaged as a whole or has
   *     other settings
   */
  Resumption(
      Transformation transformation,
      List<Setting> settings,
      Workers workers,
      Consumer<String> notes)
      throws IOException {
    this.transformation = transformation;
    this.workers = workers;
    this.notes = notes;
    this.begun = UnfinishedTransform.begun(transformation.out(), settings);
    this.earlier = transformation.resume() ? find(settings) : findToDiscard();
    if (transformation.resume()) {
      begun = earlier.orElse(begun);
    }
  }

  private Optional<UnfinishedTransform> find(List<Setting> settings) throws IOException {
    Optional<UnfinishedTransform> found = UnfinishedTransform.read(transformation.out(), notes);
    if (found.isEmpty()) {
      notes.accept(transformation.out() + ": nothing is there to go on with; the run begins anew");
    } else {
      RunSettings.refuseOther(found.get().settings(), settings, transformation.out());
    }
    return found;
  }

  private Optional<UnfinishedTransform> findToDiscard() throws IOException {
    try {
      return UnfinishedTransform.read(transformation.out(), note -> {});
    } catch (RefusedFolderException e) {
      // Nobody knows its scratch folders.
      return Optional.empty();
    }
  }

  /** Returns whether to keep a file of the out folder. */
  boolean keeps(String path) {
    return transformation.resume()
        && earlier.isPresent()
        && (path.startsWith(DumpLayout.SCRATCH + "/")
            || begun.parts().stream().anyMatch(part -> part.getPart().getPath().equals(path)));
  }

  /** Returns the number of splits that are mapped. */
  int splits() {
    return begun.splits().size();
  }

  /**
   * Checks the spilled runs and the finished parts, and deletes the runs that are not used again.
   * The out folder is locked.
   *
   * @param splits of the dump
   * @return what is used again
   * @throws RefusedFolderException if the unfinished run has other splits
   */
  UnfinishedTransform check(List<Split> splits) throws IOException, InterruptedException {
    refuseOther(splits);
    begun = begun.withParts(intactParts());
    try {
      runs = RestoredRuns.read(begun.runs(), workers);
    } catch (FileSystemException e) {
      notes.accept(e.getMessage() + "; all rows are mapped again");
      begun = begun.withoutSplits();
    }
    if (earlier.isPresent()) {
      earlier.get().clearScratch(begun.runs());
    }
    return begun;
  }

  private void refuseOther(List<Split> splits) throws RefusedFolderException {
    for (MappedSplit mapped : begun.splits()) {
      int number = mapped.getNumber();
      String now = number < splits.size() ? splits.get(number).description() : "none";
      if (!mapped.getDescription().equals(now)) {
        throw new RefusedFolderException(
            Reason.OTHER_RUN,
            String.format(
                Locale.ROOT,
                "%s: split %d was %s, and is %s; begin it anew without --resume",
                transformation.out(),
                number,
                mapped.getDescription(),
                now));
      }
    }
  }

  /** Returns the first parts that have their bytes and their index. */
  private List<PartFinished> intactParts() throws IOException, InterruptedException {
    Path out = transformation.out();
    List<PartFinished> intact = new ArrayList<>();
    try (OrderedTasks<Boolean> tasks = new OrderedTasks<>(workers.executor())) {
      begun.parts().forEach(part -> tasks.add(() -> Dump.isIntact(out, part.getPart())));
      for (PartFinished part : begun.parts()) {
        if (!tasks.take()) {
          notes.accept(
              out.resolve(part.getPart().getPath())
                  + ": it or its index is missing or damaged; it and the parts after it are written"
                  + " again");
          break;
        }
        intact.add(part);
        if (Thread.interrupted()) {
          throw new InterruptedException(out + ": interrupted while checking its parts");
        }
      }
    }
    return intact;
  }

  /** Returns the folders whose files this run replaces or uses again. */
  List<Path> folders() {
    List<Path> folders = new ArrayList<>(List.of(transformation.out()));
    for (ScratchFolder scratch : earlier.map(UnfinishedTransform::scratches).orElse(List.of())) {
      if (!scratch.path().startsWith(transformation.out())) {
        folders.add(scratch.path());
      }
    }
    return folders;
  }

  /** Returns the checked runs. */
  RestoredRuns runs() {
    return runs;
  }
}
