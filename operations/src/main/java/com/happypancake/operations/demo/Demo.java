package com.happypancake.operations.demo;

import com.happypancake.database.SourceException;
import com.happypancake.dumps.PrivateFiles;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.ExtractionEvent;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.operations.demo.DemoReport.TableCounts;
import com.happypancake.sample.RefusedDatabaseException;
import com.happypancake.sample.SampleDatabase;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.transformer.TransformEvent;
import com.happypancake.transformer.Transformation;
import com.happypancake.transformer.Transformer;
import com.happypancake.transformer.Transformer.TransformResult;
import com.happypancake.transformer.choice.TooManyRejectsException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Runs all stages: makes a legacy database, extracts, transforms and seeds it, and audits the
 * result.
 *
 * <p>Each run leaves its files in a separate folder. It leaves no process, no lock, and nothing on
 * an external broker. Not thread-safe.
 */
public final class Demo {

  /** Limits the search for a free folder name. */
  private static final int MAX_RUNS = 100_000;

  private final DemoSettings settings;
  private final Consumer<DemoEvent> reports;
  private final Clock clock;

  /**
   * Creates a demo for one run.
   *
   * @param settings the settings
   * @param reports receives the run's events
   * @param clock the clock for the times in manifests
   */
  public Demo(DemoSettings settings, Consumer<DemoEvent> reports, Clock clock) {
    this.settings = settings;
    this.reports = reports;
    this.clock = clock;
  }

  /**
   * Runs the demo.
   *
   * @return the counts; {@link DemoReport#differences} returns those that differ
   * @throws SQLException if the database fails while the sample is made
   * @throws SourceException if the extraction fails
   * @throws TooManyRejectsException never, because a demo allows any number
   * @throws BrokerException if the broker fails
   * @throws IOException if a file cannot be read or written
   * @throws InterruptedException if the thread was interrupted, except while the sample is made
   * @throws CancellationException if the thread was interrupted while the sample was made
   */
  public DemoReport run()
      throws SQLException,
          SourceException,
          TooManyRejectsException,
          BrokerException,
          IOException,
          InterruptedException {
    Path folder = newFolder();
    String source =
        settings
            .source()
            .map(DemoSettings.Source::url)
            .orElse(
                "jdbc:h2:file:" + folder.resolve("legacy").toAbsolutePath() + ";MODE=MSSQLServer");
    makeSample(source);

    Path dump = DemoReport.dump(folder);
    reports.accept(new DemoEvent.Step("Extract its tables into " + dump));
    DumpCounts counts = new DumpCounts(reports);
    Country country = Country.of(settings.plan().country().name());
    Extraction.Builder extraction = Extraction.builder(source, country, dump);
    settings.source().flatMap(DemoSettings.Source::credentials).ifPresent(extraction::credentials);
    Manifest rows = Extractor.run(extraction.build(), counts, clock);

    Path events = DemoReport.events(folder);
    reports.accept(new DemoEvent.Step("Transform them into events in time order in " + events));
    TransformResult transformed = transform(dump, events);
    List<TableCounts> tables = tables(rows, transformed.events(), counts);

    if (settings.broker().isPresent()) {
      return seed(settings.broker().get(), folder, transformed, tables);
    }
    reports.accept(new DemoEvent.Step("Start an AMQP broker in this process"));
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      BrokerAddress address = BrokerAddress.parse(broker.uri().toString());
      return seed(address, folder, transformed, tables);
    }
  }

  private Path newFolder() throws IOException {
    PrivateFiles.createDirectories(settings.folder());
    for (int run = 1; run <= MAX_RUNS; run++) {
      Path folder = settings.folder().resolve("run-" + run);
      if (!Files.exists(folder)) {
        try {
          PrivateFiles.createDirectory(folder);
          return folder;
        } catch (FileAlreadyExistsException e) {
          // Another demo took this name. Try the next one.
        }
      }
    }
    throw new RefusedFolderException(
        Reason.NOT_EMPTY,
        settings.folder() + ": holds " + MAX_RUNS + " runs; remove some, or choose another folder");
  }

  private void makeSample(String source) throws SQLException {
    String where = settings.source().isPresent() ? "the database given" : source;
    reports.accept(
        new DemoEvent.Step(
            "Make a small legacy database of " + settings.plan().country() + " in " + where));
    Properties properties = new Properties();
    settings
        .source()
        .flatMap(DemoSettings.Source::credentials)
        .ifPresent(credentials -> credentials.putInto(properties));
    try {
      SampleDatabase.create(settings.plan(), source, properties, this::madeRows);
    } catch (RefusedDatabaseException e) {
      if (settings.source().isEmpty()) {
        throw e;
      }
      reports.accept(
          new DemoEvent.Note(
              "the database given holds legacy tables already: they are read as they are"));
    }
  }

  /** Throws if the thread was interrupted, so that the sample drops the tables that it made. */
  private void madeRows(String table, long done, long planned) {
    if (Thread.interrupted()) {
      throw new CancellationException("interrupted while the sample was made");
    }
    reports.accept(new DemoEvent.Progress(table, done, planned));
  }

  private TransformResult transform(Path dump, Path events)
      throws IOException, TooManyRejectsException, InterruptedException {
    Transformation transformation =
        Transformation.builder(dump, events, clock, Runtime.getRuntime().maxMemory())
            .maxRejects(Long.MAX_VALUE)
            .build();
    return new Transformer(transformation, this::transformed).run();
  }

  private void transformed(TransformEvent event) {
    if (event instanceof TransformEvent.Progress now) {
      String what =
          switch (now.phase()) {
            case LOOKUP -> "rows looked up";
            case SAMPLING -> "rows sampled";
            case FINDING -> "rows read";
            case MAPPING -> "rows mapped";
            case WRITING -> "events written";
          };
      reports.accept(new DemoEvent.Progress(what, now.count(), now.total()));
    }
  }

  private static List<TableCounts> tables(Manifest rows, Manifest events, DumpCounts counts) {
    Map<String, Long> dumped = new LinkedHashMap<>();
    for (Part part : rows.getPartsList()) {
      dumped.merge(part.getTable(), part.getRecords(), Long::sum);
    }
    List<TableCounts> tables = new ArrayList<>();
    dumped.forEach(
        (table, records) ->
            tables.add(
                TableCounts.of(
                    table.substring(table.lastIndexOf('.') + 1),
                    counts.counted(table),
                    records,
                    events.getEvents().getInputsList().stream()
                        .filter(input -> input.getTable().equals(table))
                        .toList())));
    return tables;
  }

  private DemoReport seed(
      BrokerAddress broker, Path folder, TransformResult transformed, List<TableCounts> tables)
      throws BrokerException, IOException, InterruptedException {
    Path events = DemoReport.events(folder);
    AuditedSeed.Counts counts = new AuditedSeed(broker, settings.rate(), reports).run(events);
    return new DemoReport(folder, tables, transformed.events(), counts.seed(), counts.audit());
  }

  /** Keeps the source's row counts if a snapshot transaction read them. Passes progress on. */
  private static final class DumpCounts implements Consumer<ExtractionEvent> {

    private final Consumer<DemoEvent> events;
    private final Map<String, OptionalLong> counted = new HashMap<>();
    private boolean oneInstant;
    private long estimate;

    DumpCounts(Consumer<DemoEvent> events) {
      this.events = events;
    }

    @Override
    public void accept(ExtractionEvent event) {
      if (event instanceof ExtractionEvent.Note note) {
        events.accept(new DemoEvent.Note(note.text()));
      } else if (event instanceof ExtractionEvent.Started started) {
        oneInstant = started.consistency() != Consistency.CONSISTENCY_READ_COMMITTED;
      } else if (event instanceof ExtractionEvent.TableStarted started) {
        estimate = started.estimatedRows().orElse(0);
      } else if (event instanceof ExtractionEvent.RowsRead read) {
        events.accept(
            new DemoEvent.Progress(
                read.table().name(), read.rows(), Math.max(estimate, read.rows())));
      } else if (event instanceof ExtractionEvent.TableFinished finished) {
        if (oneInstant) {
          counted.put(finished.table().qualifiedName(), finished.counted());
        }
        events.accept(
            new DemoEvent.Progress(finished.table().name(), finished.rows(), finished.rows()));
      }
    }

    /** Returns the source's row count of a table; empty if it is unknown. */
    OptionalLong counted(String qualifiedName) {
      return counted.getOrDefault(qualifiedName, OptionalLong.empty());
    }
  }
}
