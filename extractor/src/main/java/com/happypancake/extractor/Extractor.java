package com.happypancake.extractor;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Timestamp;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.extractor.source.Connector;
import com.happypancake.extractor.source.Dialect;
import com.happypancake.extractor.source.Session;
import com.happypancake.extractor.source.SourceException;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Runs an extraction: connects, checks the schema, marks the source's state, reads each table in
 * the order of its key, and writes the dump.
 *
 * <p>Nothing is read before all tables are known to fit the schema, and the folder is touched only
 * then. All rows are of one instant where the source allows a snapshot.
 */
public final class Extractor {

  private final Extraction extraction;
  private final ExtractionListener listener;
  private final Session session;

  private Extractor(Extraction extraction, ExtractionListener listener, Session session) {
    this.extraction = extraction;
    this.listener = listener;
    this.session = session;
  }

  /**
   * Extracts.
   *
   * @param listener hears how it goes, in this thread
   * @param clock tells the run's times, which stand in run.json alone
   * @return the dump's manifest
   * @throws SourceException if the source can't be reached or read, or differs from the schema;
   *     once rows are being read, the folder is left unfinished
   * @throws com.happypancake.dumps.RefusedFolderException if the folder holds something else
   * @throws IOException if the disk refuses; the folder is left unfinished
   * @throws InterruptedException if the thread was interrupted; the folder is left unfinished
   */
  public static Manifest run(Extraction extraction, ExtractionListener listener, Clock clock)
      throws SourceException, IOException, InterruptedException {
    Dialect dialect = Dialect.of(extraction.source());
    return run(extraction, listener, clock, dialect, dialect.driver());
  }

  static Manifest run(
      Extraction extraction,
      ExtractionListener listener,
      Clock clock,
      Dialect dialect,
      Connector connector)
      throws SourceException, IOException, InterruptedException {
    try (Session session =
        Session.open(
            dialect,
            connector,
            extraction.source(),
            extraction.credentials(),
            extraction.connection(),
            listener::note)) {
      return new Extractor(extraction, listener, session).run(clock);
    } catch (SourceException | IOException e) {
      // What was cancelled, or closed under the writer, because of an interrupt is not an error.
      if (Thread.interrupted()) {
        InterruptedException interrupted =
            new InterruptedException(
                "the extraction was interrupted; "
                    + extraction.out()
                    + " is unfinished, and the same command begins it anew");
        interrupted.addSuppressed(e);
        throw interrupted;
      }
      throw e;
    } catch (InterruptedException e) {
      Thread.interrupted();
      throw e;
    }
  }

  private Manifest run(Clock clock) throws SourceException, IOException, InterruptedException {
    List<TablePlan> plans =
        SchemaCheck.check(session, extraction.selected(), extraction.allowExtraColumns(), listener);
    LegacyTable probed = plans.get(0).table();
    TableQueries queries =
        new TableQueries(session.dialect(), session.dialect().features(session, probed));
    try (DumpWriter dump =
        DumpWriter.create(extraction.out(), schemas(plans), clock, extraction.writing())) {
      Map<LegacyTable, OptionalLong> estimates = estimates(plans);
      Manifest.Builder manifest = describe();
      SourceMarks marks = SourceMarks.read(session, plans);
      Consistency consistency = begin(probed);
      List<LegacyTable> order = order(plans, consistency);
      listener.extractionBegun(order, consistency);
      TableRun run =
          new TableRun(session, queries, consistency, listener, dump, extraction.rowsPerPart());
      for (LegacyTable table : order) {
        listener.tableBegun(table, estimates.getOrDefault(table, OptionalLong.empty()));
        run.run(plan(plans, table), marks);
      }
      return dump.finish(manifest.setConsistency(consistency).addAllMarks(marks.toList()));
    }
  }

  private static List<FileDescriptor> schemas(List<TablePlan> plans) {
    return plans.stream().map(plan -> plan.table().descriptor().getFile()).distinct().toList();
  }

  private static TablePlan plan(List<TablePlan> plans, LegacyTable table) {
    return plans.stream().filter(plan -> plan.table().equals(table)).findFirst().orElseThrow();
  }

  private Manifest.Builder describe() throws SourceException {
    Manifest.Builder manifest =
        Manifest.newBuilder()
            .setContent(Content.CONTENT_ROWS)
            .setKind(Kind.KIND_FULL)
            .setCountry(extraction.country().code())
            .setTimeZone(extraction.country().zone().getId())
            .setSource(session.dialect().identify(session));
    session
        .dialect()
        .clock(session, extraction.country().zone())
        .ifPresent(
            now ->
                manifest.setSourceTime(
                    Timestamp.newBuilder()
                        .setSeconds(now.getEpochSecond())
                        .setNanos(now.getNano())));
    return manifest;
  }

  private Map<LegacyTable, OptionalLong> estimates(List<TablePlan> plans) throws SourceException {
    Map<LegacyTable, OptionalLong> estimates = new HashMap<>();
    for (TablePlan plan : plans) {
      estimates.put(plan.table(), session.dialect().estimatedRows(session, plan.table()));
    }
    return estimates;
  }

  /** Begins the best that the source allows. */
  private Consistency begin(LegacyTable table) throws SourceException {
    Dialect dialect = session.dialect();
    if (!dialect.allowsSnapshot(session)) {
      return Consistency.CONSISTENCY_READ_COMMITTED;
    }
    if (session.beginSnapshot(dialect.firstRow(table))) {
      return Consistency.CONSISTENCY_SNAPSHOT;
    }
    listener.note("read-committed, because the source refused a snapshot transaction");
    return Consistency.CONSISTENCY_READ_COMMITTED;
  }

  private static List<LegacyTable> order(List<TablePlan> plans, Consistency consistency) {
    List<LegacyTable> tables = plans.stream().map(TablePlan::table).toList();
    return consistency == Consistency.CONSISTENCY_SNAPSHOT
        ? tables
        : ReadOrder.lookedUpLast(tables);
  }
}
