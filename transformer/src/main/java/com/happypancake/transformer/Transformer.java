package com.happypancake.transformer;

import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.block.Workers;
import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.event.EventProto;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.transformation.MappedSplit;
import com.happypancake.transformer.TransformSetup.Prepared;
import com.happypancake.transformer.choice.TooManyRejectsException;
import com.happypancake.transformer.event.SortKey;
import com.happypancake.transformer.event.TableOrder;
import com.happypancake.transformer.journal.Journal;
import com.happypancake.transformer.journal.ScratchFolder;
import com.happypancake.transformer.journal.UnfinishedTransform;
import com.happypancake.transformer.mapping.Mappings;
import com.happypancake.transformer.sort.DuplicateKeyException;
import com.happypancake.transformer.sort.ExternalSorter;
import com.happypancake.transformer.sort.RecordSink;
import com.happypancake.transformer.sort.RestoredRuns;
import com.happypancake.transformer.sort.RunLog;
import com.happypancake.transformer.sort.SortedRecords;
import com.happypancake.transformer.sort.SpillForecast;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Transforms a dump of rows into a folder of events in total order. The folder contains a folder of
 * rejects.
 *
 * <p>The transformer loads the lookup tables, maps and sorts every row, and merges the events into
 * parts. The same dump gives the same content with any amount of memory.
 */
public final class Transformer {

  private final Transformation transformation;
  private final Consumer<TransformEvent> events;
  private final LegacyCatalogue tables;
  private final EventCatalogue types = EventCatalogue.hpc();
  private final Workers workers;
  private final TransformSetup setup;
  private final Totals totals = new Totals();

  /**
   * Creates a transformer for one run.
   *
   * @param transformation the settings
   * @param events receives the run's progress
   */
  public Transformer(Transformation transformation, Consumer<TransformEvent> events) {
    this(transformation, events, LegacyCatalogue.hpc(), RowSplit.ROWS);
  }

  Transformer(
      Transformation transformation,
      Consumer<TransformEvent> events,
      LegacyCatalogue tables,
      int splitRows) {
    this.transformation = transformation;
    this.events = events;
    this.tables = tables;
    this.workers = Workers.of(transformation.threads());
    this.setup = new TransformSetup(transformation, events, tables, splitRows, workers);
  }

  /**
   * Returns whether a dump can be transformed. Reads only manifests and schemas.
   *
   * @param base the folders of the dumps that a delta follows, as in {@link Transformation}
   * @throws IOException if a folder is not a dump, or is damaged
   */
  public static boolean canTransform(Path dump, List<Path> base) throws IOException {
    try {
      InputChain.check(
          InputChain.dumps(dump, base, Workers.shared()),
          Optional.empty(),
          LegacyCatalogue.hpc(),
          Mappings.hpc());
      return true;
    } catch (RefusedDumpException | MismatchedDumpException e) {
      return false;
    }
  }

  /**
   * Runs the transformation. May be called once.
   *
   * @throws RefusedDumpException if a delta has no base, or a full dump has one; if a dump is of
   *     another country or schema, lacks a table to which rows refer, or contains a row twice; or
   *     if the events to follow are not those of the dump before the delta
   * @throws com.happypancake.dumps.DamagedDumpException if the dump is damaged
   * @throws com.happypancake.dumps.RefusedFolderException if the input is not a dump, or the output
   *     folder is in use or holds something else
   * @throws TooManyRejectsException if more facts were rejected than allowed
   * @throws IOException if a file cannot be read or written
   * @throws InterruptedException if the thread is interrupted; the output folder stays unfinished
   */
  public TransformResult run() throws IOException, InterruptedException, TooManyRejectsException {
    try {
      return transform();
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    }
  }

  private static InterruptedException interrupted(ClosedByInterruptException cause) {
    Thread.interrupted();
    InterruptedException interrupted = new InterruptedException("interrupted at a file");
    interrupted.initCause(cause);
    return interrupted;
  }

  /**
   * Does all that {@link #run} does before it writes, and maps all rows, but writes no events.
   * Reports what it finds as {@link TransformEvent.Disk} and {@link TransformEvent.DryRun}. May be
   * called once, instead of {@link #run}, and throws what that would throw.
   *
   * <p>The rows that a delta changes are sorted on disk if they don't fit into memory: in the
   * scratch folder, or else in the system's folder for temporary files. They are deleted at the
   * end.
   */
  public void dryRun() throws IOException, InterruptedException, TooManyRejectsException {
    try {
      dryRun(setup.prepare(false, totals));
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    }
  }

  private void dryRun(Prepared prepared)
      throws IOException, InterruptedException, TooManyRejectsException {
    if (prepared.changed().isEmpty()) {
      dryRun(prepared, Optional.empty());
      return;
    }
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    ScratchFolder versions = ScratchFolder.create(transformation.scratch().orElse(temporary));
    try {
      find(prepared, versions);
      dryRun(prepared, Optional.of(versions));
    } finally {
      versions.clear(Set.of());
    }
  }

  private void dryRun(Prepared prepared, Optional<ScratchFolder> versions)
      throws IOException, InterruptedException, TooManyRejectsException {
    DiskForecast disk = forecast(prepared, versions);
    RecordSink nowhere = (key, keyLength, payload, payloadLength) -> {};
    new SplitMapper(prepared.splits(), types, workers, events)
        .map(List.of(), task -> task.addTo(nowhere), totals);
    events.accept(
        new TransformEvent.DryRun(
            totals.toManifest(types, prepared.input().dump().parts()).build()));
    disk.check();
    checkRejects(Optional.empty());
  }

  /**
   * Forecasts the disk that a run takes.
   *
   * @param versions the folder of the changed rows' versions, which were found; for a delta
   */
  private DiskForecast forecast(Prepared prepared, Optional<ScratchFolder> versions)
      throws IOException, InterruptedException {
    List<Path> replaced = new ArrayList<>(prepared.resumption().folders());
    versions
        .map(ScratchFolder::path)
        .filter(path -> !path.startsWith(transformation.out()))
        .ifPresent(replaced::add);
    DiskForecast disk =
        DiskForecast.of(
            transformation, prepared.splits(), spillOfVersions(prepared), replaced, workers);
    events.accept(new TransformEvent.Disk(disk));
    return disk;
  }

  private SpillForecast spillOfVersions(Prepared prepared) {
    return prepared
        .changed()
        .map(rows -> rows.spill(transformation.sortBytes()))
        .orElse(SpillForecast.NOTHING);
  }

  /** Finds the changed rows of a delta. */
  private void find(Prepared prepared, ScratchFolder scratch)
      throws IOException, InterruptedException {
    try (ExternalSorter<ChangedRows.Found> sorter =
        new ExternalSorter<>(
            scratch.path(),
            transformation.sortBytes(),
            workers,
            RestoredRuns.none(),
            RunLog.none())) {
      prepared.changed().orElseThrow().find(sorter);
    }
  }

  private TransformResult transform()
      throws IOException, InterruptedException, TooManyRejectsException {
    Prepared prepared = setup.prepare(true, totals);
    Resumption resumption = prepared.resumption();
    // How many events a delta gives is not known before its rows are found.
    if (prepared.changed().isEmpty() && resumption.splits() < prepared.splits().size()) {
      forecast(prepared, Optional.empty()).check();
    }
    try (DumpWriter dump =
        DumpWriter.resume(
            transformation.out(),
            List.of(EventProto.getDescriptor()),
            transformation.clock(),
            transformation.writing(),
            workers,
            resumption::keeps)) {
      return transform(prepared, dump);
    }
  }

  private TransformResult transform(Prepared prepared, DumpWriter dump)
      throws IOException, InterruptedException, TooManyRejectsException {
    InputChain chain = prepared.chain();
    InputDump input = chain.last();
    Resumption resumption = prepared.resumption();
    UnfinishedTransform begun = resumption.check(prepared.splits());
    Path scratches = transformation.scratch().orElse(dump.scratch());
    ScratchFolder scratch = ScratchFolder.create(scratches);
    begun = begun.withScratch(scratch);
    ScratchFolder versions = chain.isDelta() ? ScratchFolder.create(scratches) : scratch;
    begun = chain.isDelta() ? begun.withScratch(versions) : begun;
    dump.state();
    long spilledBytes;
    Manifest rejects;
    try (Journal journal = Journal.begin(transformation.out(), begun)) {
      if (chain.isDelta()) {
        DiskForecast.of(transformation, spillOfVersions(prepared), 0, resumption.folders()).check();
        find(prepared, versions);
        if (resumption.splits() < prepared.splits().size()) {
          forecast(prepared, Optional.of(versions)).check();
        }
      }
      try (ExternalSorter<MappedSplit> sorter =
          new ExternalSorter<>(
              scratch.path(), transformation.sortBytes(), workers, resumption.runs(), journal)) {
        new SplitMapper(prepared.splits(), types, workers, events)
            .map(begun.splits(), sorter::collect, totals);
        SortedRecords sorted = sorter.sort();
        spilledBytes = sorter.spilledBytes();
        rejects = writeRejects(input, sorted);
        checkRejects(Optional.of(rejectsFolder()));
        new EventWriter(dump, journal, transformation.eventsPerPart(), workers, events)
            .write(sorted, begun.parts(), totals.events());
      }
    } catch (DuplicateKeyException e) {
      throw input.duplicate(SortKey.describe(e.key(), TableOrder.of(tables)));
    }
    begun.clearScratch(List.of());
    Manifest.Builder manifest =
        input
            .manifest(Content.CONTENT_EVENTS)
            .setFollowsDigest(chain.followsDigest())
            .setChainPosition(chain.position())
            .setEvents(
                totals
                    .toManifest(types, input.dump().parts())
                    .setRejectsDigest(rejects.getContentDigest()));
    if (!transformation.choice().isAll()) {
      manifest.setChoice(transformation.choice().toManifest());
    }
    return new TransformResult(dump.finish(manifest), rejects, rejectsFolder(), spilledBytes);
  }

  private Manifest writeRejects(InputDump input, SortedRecords sorted) throws IOException {
    try (RejectWriter rejects = new RejectWriter(rejectsFolder(), transformation, workers)) {
      rejects.write(sorted);
      return rejects.finish(input.manifest(Content.CONTENT_REJECTS));
    }
  }

  private void checkRejects(Optional<Path> written) throws TooManyRejectsException {
    transformation.maxRejects().check(totals.rejects(), totals.facts(), written);
  }

  private Path rejectsFolder() {
    return transformation.out().resolve(DumpLayout.REJECTS);
  }

  /**
   * The result of a transform.
   *
   * @param events the manifest of the events, with all counts in {@link Manifest#getEvents}
   * @param rejects the manifest of the rejects
   * @param rejectsFolder the folder of the rejects
   * @param spilledBytes the bytes that the sort wrote to disk; 0 if all fitted into memory
   */
  public record TransformResult(
      Manifest events, Manifest rejects, Path rejectsFolder, long spilledBytes) {}
}
