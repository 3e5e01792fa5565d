package com.happypancake.transformer;

import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.transformation.MappedSplit;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Work;
import com.happypancake.transformer.event.RejectSink;
import com.happypancake.transformer.sort.ExternalSorter.CollectingTask;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Maps the splits of a dump side by side. */
final class SplitMapper {

  /** Some splits are done while the oldest one is not. */
  private static final int SPLITS_PER_THREAD = 4;

  private final List<Split> splits;
  private final EventCatalogue types;
  private final Workers workers;
  private final Consumer<TransformEvent> events;

  /** Performs a task with a place for its records, on one of several threads. */
  interface Collecting {
    MappedSplit collect(CollectingTask<MappedSplit> task) throws IOException;
  }

  SplitMapper(
      List<Split> splits, EventCatalogue types, Workers workers, Consumer<TransformEvent> events) {
    this.splits = splits;
    this.types = types;
    this.workers = workers;
    this.events = events;
  }

  /**
   * Maps the splits that are not mapped yet.
   *
   * @param mapped the others
   * @param totals receives the counts of all
   */
  void map(List<MappedSplit> mapped, Collecting collecting, Totals totals)
      throws IOException, InterruptedException {
    long rows = splits.stream().mapToLong(Split::rows).sum();
    PhaseProgress progress = new PhaseProgress(events, Phase.MAPPING, rows);
    for (MappedSplit each : mapped) {
      progress.addEarlier(splits.get(each.getNumber()).part(), take(each, totals));
    }
    Map<Integer, MappedSplit> done =
        mapped.stream().collect(Collectors.toMap(MappedSplit::getNumber, each -> each));
    try (OrderedTasks<MappedSplit> tasks = new OrderedTasks<>(workers.executor())) {
      for (int i = 0; i < splits.size(); i++) {
        int number = i;
        if (!done.containsKey(number)) {
          tasks.add(() -> map(number, collecting));
        }
        if (tasks.size() == SPLITS_PER_THREAD * workers.threads()) {
          take(tasks, totals, progress);
        }
      }
      while (tasks.size() > 0) {
        take(tasks, totals, progress);
      }
    }
  }

  private MappedSplit map(int number, Collecting collecting) throws IOException {
    Split split = splits.get(number);
    return collecting.collect(
        records ->
            MappedSplit.newBuilder()
                .setNumber(number)
                .setDescription(split.description())
                .setTotals(split.map(records, new RejectSink(number, records)).toMessage(types))
                .build());
  }

  private void take(OrderedTasks<MappedSplit> tasks, Totals totals, PhaseProgress progress)
      throws IOException, InterruptedException {
    MappedSplit mapped = tasks.take();
    progress.add(splits.get(mapped.getNumber()).part(), take(mapped, totals));
  }

  /** Adds the counts of a split, and returns its work. */
  private Work take(MappedSplit mapped, Totals totals) {
    Split split = splits.get(mapped.getNumber());
    totals.add(mapped.getTotals());
    long events = mapped.getTotals().getByTypeList().stream().mapToLong(Count::getEvents).sum();
    return new Work(split.rows(), events, split.bytes());
  }
}
