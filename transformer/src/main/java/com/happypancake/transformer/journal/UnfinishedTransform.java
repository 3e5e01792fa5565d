package com.happypancake.transformer.journal;

import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.RunSettings;
import com.happypancake.schemas.extraction.Setting;
import com.happypancake.schemas.transformation.JournalEntry;
import com.happypancake.schemas.transformation.MappedSplit;
import com.happypancake.schemas.transformation.PartFinished;
import com.happypancake.schemas.transformation.RunsSpilled;
import com.happypancake.schemas.transformation.ScratchUsed;
import com.happypancake.schemas.transformation.SpilledRun;
import com.happypancake.schemas.transformation.TransformBegun;
import com.happypancake.transformer.sort.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What an unfinished transform has done, by its journal.
 *
 * @param out the folder of the events
 * @param settings that a run which resumes it must share
 * @param splits the mapped splits
 * @param runs the spilled runs, which have the records of these splits
 * @param parts the finished parts, in order
 * @param scratches the folders of the spilled runs
 */
public record UnfinishedTransform(
    Path out,
    List<Setting> settings,
    List<MappedSplit> splits,
    List<RunFile> runs,
    List<PartFinished> parts,
    List<ScratchFolder> scratches) {

  /** Copies the lists. */
  public UnfinishedTransform {
    settings = List.copyOf(settings);
    splits = List.copyOf(splits);
    runs = List.copyOf(runs);
    parts = List.copyOf(parts);
    scratches = List.copyOf(scratches);
  }

  /** Returns a transform that has done nothing yet. */
  public static UnfinishedTransform begun(Path out, List<Setting> settings) {
    return new UnfinishedTransform(out, settings, List.of(), List.of(), List.of(), List.of());
  }

  /**
   * Reads the journal in a folder of events.
   *
   * @param notes receives a sentence if a part of the journal is damaged, which is then left out
   * @return empty if there is no journal
   * @throws RefusedFolderException if it is damaged from its beginning, or of another version
   */
  public static Optional<UnfinishedTransform> read(Path out, Consumer<String> notes)
      throws IOException {
    Path file = Journal.file(out);
    List<JournalEntry> entries = new ArrayList<>();
    long intact;
    long size;
    try {
      size = Files.size(file);
      intact = Journal.read(file, entries);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (entries.isEmpty() || !entries.get(0).hasBegun()) {
      throw new RefusedFolderException(
          Reason.OTHER_RUN, file + ": is damaged; begin the events anew without --resume");
    }
    TransformBegun begun = entries.get(0).getBegun();
    RunSettings.refuseOtherVersion(file, begun.getVersion(), Journal.VERSION);
    if (intact < size) {
      notes.accept(
          String.format(
              Locale.ROOT,
              "%s: is damaged, or was cut, at offset %d; what it says from there on is done again",
              file,
              intact));
    }
    return Optional.of(replay(out, begun.getConfigurationList(), entries));
  }

  private static UnfinishedTransform replay(
      Path out, List<Setting> settings, List<JournalEntry> entries) {
    List<MappedSplit> splits = new ArrayList<>();
    Map<String, RunFile> runs = new LinkedHashMap<>();
    List<PartFinished> parts = new ArrayList<>();
    List<ScratchFolder> scratches = new ArrayList<>();
    for (JournalEntry entry : entries) {
      switch (entry.getEntryCase()) {
        case SCRATCH -> scratches.add(new ScratchFolder(out.resolve(entry.getScratch().getPath())));
        case SPILLED -> {
          splits.addAll(entry.getSpilled().getSplitsList());
          entry.getSpilled().getRunsList().forEach(run -> runs.put(run.getPath(), file(out, run)));
        }
        case MERGED -> {
          entry.getMerged().getPathsList().forEach(runs::remove);
          SpilledRun whole = entry.getMerged().getWhole();
          runs.put(whole.getPath(), file(out, whole));
        }
        case PART -> parts.add(entry.getPart());
        case BEGUN, ENTRY_NOT_SET -> {}
      }
    }
    return new UnfinishedTransform(
        out, settings, splits, List.copyOf(runs.values()), parts, scratches);
  }

  private static RunFile file(Path out, SpilledRun run) {
    return new RunFile(
        out.resolve(run.getPath()), run.getRecords(), run.getBytes(), run.getMaxBlockBytes());
  }

  /** Returns this transform as if it had mapped nothing. Its finished parts stay. */
  public UnfinishedTransform withoutSplits() {
    return new UnfinishedTransform(out, settings, List.of(), List.of(), parts, scratches);
  }

  /** Returns this transform as if it had finished these parts. */
  public UnfinishedTransform withParts(List<PartFinished> finished) {
    return new UnfinishedTransform(out, settings, splits, runs, finished, scratches);
  }

  /** Returns this transform with another folder for spilled runs. */
  public UnfinishedTransform withScratch(ScratchFolder scratch) {
    List<ScratchFolder> all = new ArrayList<>(scratches);
    all.removeIf(folder -> !Files.exists(folder.path()));
    all.add(scratch);
    return new UnfinishedTransform(out, settings, splits, runs, parts, all);
  }

  /** Returns the entries of a journal that says the same. */
  List<JournalEntry> entries() {
    List<JournalEntry> entries = new ArrayList<>();
    entries.add(
        JournalEntry.newBuilder()
            .setBegun(
                TransformBegun.newBuilder()
                    .setVersion(Journal.VERSION)
                    .addAllConfiguration(settings))
            .build());
    for (ScratchFolder scratch : scratches) {
      entries.add(
          JournalEntry.newBuilder()
              .setScratch(ScratchUsed.newBuilder().setPath(Journal.text(out, scratch.path())))
              .build());
    }
    if (!splits.isEmpty()) {
      RunsSpilled.Builder spilled = RunsSpilled.newBuilder().addAllSplits(splits);
      runs.forEach(run -> spilled.addRuns(Journal.message(out, run)));
      entries.add(JournalEntry.newBuilder().setSpilled(spilled).build());
    }
    parts.forEach(part -> entries.add(JournalEntry.newBuilder().setPart(part).build()));
    return entries;
  }

  /**
   * Deletes the spilled runs in its scratch folders, and the folders that are empty then.
   *
   * @param used the runs to keep
   */
  public void clearScratch(List<RunFile> used) throws IOException {
    Set<Path> kept = used.stream().map(RunFile::path).collect(Collectors.toSet());
    for (ScratchFolder scratch : scratches) {
      scratch.clear(kept);
    }
  }
}
