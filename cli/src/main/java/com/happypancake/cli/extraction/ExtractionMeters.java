package com.happypancake.cli.extraction;

import com.happypancake.cli.extraction.ExtractionFigures.Tally;
import com.happypancake.cli.metrics.Metrics;
import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.schemas.catalogue.LegacyTable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Records an extraction in the meters of docs/metrics.md. Counters never decrease: rows that are
 * read again count again. The gauge {@code hpc.extract.table.rows} has the rows in the dump.
 * Thread-safe.
 */
public final class ExtractionMeters implements Consumer<ExtractionEvent> {

  private final MeterRegistry registry;
  private final Map<String, TableMeters> tables = new ConcurrentHashMap<>();
  private final AtomicInteger paused = new AtomicInteger();

  /** The meters of a table. */
  private record TableMeters(
      Tally tally,
      Counter rows,
      Counter bytes,
      Counter parts,
      Counter retries,
      AtomicInteger finished) {}

  /** Registers the meters that belong to no table. */
  public ExtractionMeters(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("hpc.extract.paused", paused, AtomicInteger::get)
        .description("1 while the readers wait, else 0")
        .register(registry);
  }

  @Override
  public void accept(ExtractionEvent event) {
    if (event instanceof ExtractionEvent.Started started) {
      started.tables().forEach(each -> tables.put(each.table().qualifiedName(), meters(each)));
    } else if (event instanceof ExtractionEvent.RowsRead read) {
      TableMeters meters = meters(read.table());
      Tally.Read more = meters.tally().stands(read.rows(), read.bytes());
      if (more.rows() > 0) {
        meters.rows().increment((double) more.rows());
      }
      if (more.bytes() > 0) {
        meters.bytes().increment((double) more.bytes());
      }
    } else if (event instanceof ExtractionEvent.Retrying retrying) {
      meters(retrying.table()).retries().increment();
    } else if (event instanceof ExtractionEvent.Paused) {
      paused.set(1);
    } else if (event instanceof ExtractionEvent.Resumed) {
      paused.set(0);
    } else if (event instanceof ExtractionEvent.PartFinished finished) {
      meters(finished.table()).parts().increment();
    } else if (event instanceof ExtractionEvent.TableFinished finished) {
      meters(finished.table()).finished().set(1);
    }
  }

  private TableMeters meters(ExtractionEvent.PlannedTable planned) {
    Tag tag = Metrics.tag("table", planned.table().qualifiedName());
    Tally tally = new Tally(planned.earlierRows(), planned.earlierBytes());
    AtomicInteger finished = new AtomicInteger(planned.finished() ? 1 : 0);
    gauge("hpc.extract.table.rows", "Rows that stand, of an earlier run too", tag, tally::rows)
        .baseUnit("rows")
        .register(registry);
    gauge("hpc.extract.table.finished", "1 once the table is read to its end", tag, finished::get)
        .register(registry);
    if (planned.estimatedRows().isPresent()) {
      long rows = planned.estimatedRows().getAsLong();
      gauge("hpc.extract.table.rows.estimated", "What the source's statistics say", tag, () -> rows)
          .register(registry);
    }
    return new TableMeters(
        tally,
        counter("hpc.extract.rows", "Rows read of the source in this run", tag, "rows"),
        counter("hpc.extract.bytes", "Bytes of these rows, before deflate", tag, "bytes"),
        counter("hpc.extract.parts", "Parts that stand under their final names", tag, "parts"),
        counter("hpc.extract.retries", "Pieces that were read anew", tag, "retries"),
        finished);
  }

  private static Gauge.Builder<?> gauge(
      String name, String description, Tag tag, Supplier<Number> value) {
    return Gauge.builder(name, value).description(description).tags(List.of(tag));
  }

  private Counter counter(String name, String description, Tag tag, String unit) {
    return Counter.builder(name)
        .description(description)
        .tags(List.of(tag))
        .baseUnit(unit)
        .register(registry);
  }

  private TableMeters meters(LegacyTable table) {
    TableMeters meters = tables.get(table.qualifiedName());
    if (meters == null) {
      throw new IllegalStateException(table.qualifiedName() + " was not planned");
    }
    return meters;
  }
}
