package com.happypancake.transformer;

import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.block.Closeables;
import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.transformation.PartFinished;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Work;
import com.happypancake.transformer.journal.Journal;
import com.happypancake.transformer.merge.MergedEvents;
import com.happypancake.transformer.merge.MergedEvents.Position;
import com.happypancake.transformer.sort.SortedRecords;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Writes sorted events into the parts of a dump, and notes each part in the journal. */
final class EventWriter {

  private static final String SERIES = "events";

  private final DumpWriter dump;
  private final Journal journal;
  private final long eventsPerPart;
  private final Workers workers;
  private final Consumer<TransformEvent> events;

  EventWriter(
      DumpWriter dump,
      Journal journal,
      long eventsPerPart,
      Workers workers,
      Consumer<TransformEvent> events) {
    this.dump = dump;
    this.journal = journal;
    this.eventsPerPart = eventsPerPart;
    this.workers = workers;
    this.events = events;
  }

  /**
   * Writes the events that no finished part has.
   *
   * @param finished the first parts, which are intact
   * @param total the number of all events
   */
  void write(SortedRecords sorted, List<PartFinished> finished, long total)
      throws IOException, InterruptedException {
    PhaseProgress progress = new PhaseProgress(events, Phase.WRITING, total);
    progress.begin("");
    long written = 0;
    Position next = Position.FIRST;
    for (PartFinished each : finished) {
      dump.add(each.getPart());
      Part part = each.getPart();
      progress.addEarlier(part.getPath(), new Work(0, part.getRecords(), part.getContentBytes()));
      written += part.getRecords();
      next = new Position(each.getNextKey(), each.getNextSkipped());
    }
    try (MergedEvents merged = new MergedEvents(sorted, next, workers)) {
      written += write(merged, finished.size(), progress);
    }
    if (written != total) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%d events were written, of %d; this is an error in hpc, please report it",
              written,
              total));
    }
  }

  /** Writes the events into parts and returns the number of events. */
  private long write(MergedEvents merged, int firstPart, PhaseProgress progress)
      throws IOException, InterruptedException {
    long written = 0;
    boolean more = merged.advance();
    // The end of a part waits for the disk; meanwhile the next one is written.
    // The part at its end, and the one that is written.
    List<PartWriter> parts = new ArrayList<>();
    try (OrderedTasks<PartFinished> ends = new OrderedTasks<>(end -> new Thread(end).start())) {
      for (int number = firstPart; more || number == 0; number++) {
        PartWriter part = dump.part(SERIES, number, Event.getDescriptor().getFullName());
        parts.add(part);
        more = fill(part, merged, more, progress);
        written += end(ends, progress);
        parts.removeIf(other -> other != part);
        Position next = merged.position(more);
        ends.add(() -> end(part, next));
      }
      written += end(ends, progress);
    } catch (IOException | InterruptedException | RuntimeException e) {
      Closeables.closeAfter(e, parts.toArray(Closeable[]::new));
      throw e;
    }
    return written;
  }

  /** Fills a part and returns whether there are more events. */
  private boolean fill(
      PartWriter part, MergedEvents merged, boolean isAtEvent, PhaseProgress progress)
      throws IOException, InterruptedException {
    progress.begin(part.entry().getPath());
    boolean more = isAtEvent;
    while (more && part.records() < eventsPerPart) {
      part.write(merged.bytes(), merged.offset(), merged.length());
      progress.step();
      more = merged.advance();
    }
    return more;
  }

  private static PartFinished end(PartWriter part, Position next) throws IOException {
    return PartFinished.newBuilder()
        .setPart(part.finish())
        .setNextKey(next.from())
        .setNextSkipped(next.skipped())
        .build();
  }

  /** Notes the part that is at its end, if there is one, and returns the number of its events. */
  private long end(OrderedTasks<PartFinished> ends, PhaseProgress progress) throws IOException {
    if (ends.size() == 0) {
      return 0;
    }
    PartFinished finished = ends.take();
    journal.finished(finished);
    progress.end(finished.getPart().getContentBytes());
    return finished.getPart().getRecords();
  }
}
