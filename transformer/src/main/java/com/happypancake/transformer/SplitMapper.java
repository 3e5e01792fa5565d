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
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Maps the splits of a dump side by side. */
final class SplitMapper {

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
    Set<Integer> done = mapped.stream().map(MappedSplit::getNumber).collect(Collectors.toSet());
    OrderedTasks.run(
        workers,
        IntStream.range(0, splits.size())
            .filter(number -> !done.contains(number))
            .<Callable<MappedSplit>>mapToObj(number -> () -> map(number, collecting))
            .toList(),
        each -> progress.add(splits.get(each.getNumber()).part(), take(each, totals)));
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

  /** Adds the counts of a split, and returns its work. */
  private Work take(MappedSplit mapped, Totals totals) {
    Split split = splits.get(mapped.getNumber());
    totals.add(mapped.getTotals());
    long events = mapped.getTotals().getByTypeList().stream().mapToLong(Count::getEvents).sum();
    return new Work(split.rows(), events, split.bytes());
  }
}
