package com.happypancake.transformer;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.EventProto;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.RejectCount;
import com.happypancake.transformer.InputDump.InputTable;
import com.happypancake.transformer.RowSplit.Mapped;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Work;
import com.happypancake.transformer.event.CountryClock;
import com.happypancake.transformer.event.SortKey;
import com.happypancake.transformer.event.TableOrder;
import com.happypancake.transformer.mapping.Lookups;
import com.happypancake.transformer.mapping.Mappings;
import com.happypancake.transformer.sort.DuplicateKeyException;
import com.happypancake.transformer.sort.ExternalSorter;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Transforms a dump of rows into a folder of events in total order. The folder contains a folder of
 * rejects.
 *
 * <p>The transformer loads the lookup tables, maps and sorts every row, and merges the events into
 * parts. The same dump gives the same content with any amount of memory.
 */
public final class Transformer {

  private static final String SERIES = "events";

  /** Some splits are done while the oldest one is not, and their rejects wait for it. */
  private static final int SPLITS_PER_THREAD = 4;

  private final Transformation transformation;
  private final Consumer<TransformEvent> events;
  private final LegacyCatalogue tables;
  private final EventCatalogue types = EventCatalogue.hpc();
  private final TableOrder order;
  private final Mappings mappings = Mappings.hpc();
  private final Workers workers;
  private final Totals totals = new Totals();

  /**
   * Creates a transformer for one run.
   *
   * @param transformation the settings
   * @param events receives the run's progress
   */
  public Transformer(Transformation transformation, Consumer<TransformEvent> events) {
    this(transformation, events, LegacyCatalogue.hpc());
  }

  Transformer(
      Transformation transformation, Consumer<TransformEvent> events, LegacyCatalogue tables) {
    this.transformation = transformation;
    this.events = events;
    this.tables = tables;
    this.order = TableOrder.of(tables);
    this.workers = Workers.of(transformation.threads());
  }

  /**
   * Returns whether a dump can be transformed. Reads only its manifest and its schemas.
   *
   * @throws IOException if the folder is not a dump, or is damaged
   */
  public static boolean canTransform(Path dump) throws IOException {
    try {
      InputDump.open(Dump.open(dump), Optional.empty(), LegacyCatalogue.hpc(), Mappings.hpc());
      return true;
    } catch (RefusedDumpException e) {
      return false;
    }
  }

  /**
   * Runs the transformation. May be called once.
   *
   * @throws RefusedDumpException if the dump is a delta, is of another country or schema, lacks a
   *     table to which rows refer, or contains a row twice
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
      Thread.interrupted();
      InterruptedException interrupted = new InterruptedException("interrupted at a file");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private TransformResult transform()
      throws IOException, InterruptedException, TooManyRejectsException {
    InputDump input =
        InputDump.open(
            Dump.open(transformation.in(), workers), transformation.country(), tables, mappings);
    List<String> absent = input.absentTables(mappings);
    if (!absent.isEmpty()) {
      events.accept(new TransformEvent.AbsentTables(absent));
    }
    try (DumpWriter dump =
        DumpWriter.create(
            transformation.out(),
            List.of(EventProto.getDescriptor()),
            transformation.clock(),
            transformation.writing(),
            workers)) {
      long spilledBytes;
      Manifest rejects;
      try (ExternalSorter sorter =
          new ExternalSorter(dump.scratch(), transformation.memoryBytes(), workers)) {
        rejects = map(input, sorter);
        checkRejects();
        write(input, sorter, dump);
        spilledBytes = sorter.spilledBytes();
      }
      Manifest manifest =
          dump.finish(
              input
                  .manifest(Content.CONTENT_EVENTS)
                  .setEvents(
                      totals
                          .toManifest(types, input.dump().parts())
                          .setRejectsDigest(rejects.getContentDigest())));
      return new TransformResult(manifest, rejects, rejectsFolder(), spilledBytes);
    }
  }

  /** Maps every row and returns the manifest of the rejects. */
  private Manifest map(InputDump input, ExternalSorter sorter)
      throws IOException, InterruptedException {
    CountryClock clock = new CountryClock(input.zone());
    LookupLoader loader = new LookupLoader(input, clock, totals, events);
    List<InputTable> parts =
        input.parts().stream().filter(part -> !loader.isOnlyLookedUp(part)).toList();
    Work work = Work.of(parts);
    events.accept(new TransformEvent.Planned(Work.of(loader.parts()), work));
    Lookups lookups = loader.load();
    RowSplit.Shared shared = new RowSplit.Shared(input, lookups, clock, order, sorter);
    PhaseProgress progress = new PhaseProgress(events, Phase.MAPPING, work.rows());
    try (RejectWriter rejects = new RejectWriter(rejectsFolder(), transformation, workers);
        OrderedTasks<Mapped> tasks = new OrderedTasks<>(workers.executor())) {
      for (InputTable part : parts) {
        for (RowSplit split : RowSplit.of(input, part)) {
          tasks.add(() -> split.map(shared));
          if (tasks.size() == SPLITS_PER_THREAD * workers.threads()) {
            take(tasks, rejects, progress);
          }
        }
      }
      while (tasks.size() > 0) {
        take(tasks, rejects, progress);
      }
      return rejects.finish(input.manifest(Content.CONTENT_REJECTS));
    }
  }

  private void take(OrderedTasks<Mapped> tasks, RejectWriter rejects, PhaseProgress progress)
      throws IOException, InterruptedException {
    Mapped mapped = tasks.take();
    String path = mapped.split().input().part().getPath();
    if (mapped.split().isFirst()) {
      progress.begin(path);
    }
    totals.add(mapped.totals());
    for (byte[] reject : mapped.rejects()) {
      rejects.write(reject);
    }
    progress.add(path, mapped.work());
  }

  private void checkRejects() throws TooManyRejectsException {
    List<RejectCount> counts = totals.rejects();
    long rejects = counts.stream().mapToLong(RejectCount::getFacts).sum();
    if (rejects > transformation.maxRejects()) {
      throw new TooManyRejectsException(counts, transformation.maxRejects(), rejectsFolder());
    }
  }

  private void write(InputDump input, ExternalSorter sorter, DumpWriter dump)
      throws IOException, InterruptedException {
    PhaseProgress progress = new PhaseProgress(events, Phase.WRITING, totals.events());
    progress.begin("");
    long written;
    try (MergedEvents sorted = new MergedEvents(sorter.sort(), workers)) {
      written = write(sorted, dump, progress);
    } catch (DuplicateKeyException e) {
      throw input.duplicate(SortKey.describe(e.key(), order));
    }
    if (written != totals.events()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%d events were written, of %d; this is an error in hpc, please report it",
              written,
              totals.events()));
    }
  }

  /** Writes the events into parts and returns the number of events. */
  private long write(MergedEvents sorted, DumpWriter dump, PhaseProgress progress)
      throws IOException, InterruptedException {
    long written = 0;
    boolean more = sorted.advance();
    do {
      try (PartWriter part = dump.part(SERIES, Event.getDescriptor().getFullName())) {
        progress.begin(part.entry().getPath());
        while (more && part.records() < transformation.eventsPerPart()) {
          part.write(sorted.bytes(), sorted.offset(), sorted.length());
          progress.step();
          more = sorted.advance();
        }
        part.finish();
        written += part.records();
        progress.end(part.entry().getContentBytes());
      }
    } while (more);
    return written;
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
