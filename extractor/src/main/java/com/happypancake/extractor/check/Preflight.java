package com.happypancake.extractor.check;

import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.DatabaseProduct.Connector;
import com.happypancake.database.ServerFacts.ImageOf;
import com.happypancake.database.ServerFacts.QueryFeatures;
import com.happypancake.database.ServerFacts.ServerLoad;
import com.happypancake.database.Session;
import com.happypancake.database.Sessions;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.check.Finding.FindingCollector;
import com.happypancake.extractor.check.Finding.Subject;
import com.happypancake.extractor.check.PreflightReport.TableForecast;
import com.happypancake.extractor.check.SourceSchemaCheck.SchemaDifference;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Source;
import com.happypancake.schemas.options.Pseudonym;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Checks what an extraction would meet. It reads no row, writes nothing and makes no snapshot.
 *
 * <p>If the login may not see something, or the source does not know it, that is a finding, not an
 * error. A finding is a refusal only if the extraction would refuse to begin.
 */
public final class Preflight {

  private final Extraction extraction;
  private final FindingCollector findings;
  private final Consumer<String> activities;

  private Preflight(Extraction extraction, FindingCollector findings, Consumer<String> activities) {
    this.extraction = extraction;
    this.findings = findings;
    this.activities = activities;
  }

  /**
   * Checks an extraction.
   *
   * @param activities receives what the check does next, as half a sentence
   * @throws SourceException if the connection is lost and can't be replaced
   * @throws IOException if a disk error occurs
   */
  public static PreflightReport check(Extraction extraction, Consumer<String> activities)
      throws SourceException, IOException {
    FindingCollector findings = new FindingCollector();
    Connector driver = DatabaseProduct.of(extraction.source()).driver();
    Sessions sessions = extraction.sessions(driver, findings::warn);
    findings.about(Subject.SESSION);
    Session session;
    activities.accept("connecting");
    try {
      session = sessions.open();
    } catch (SourceException e) {
      findings.about(Subject.SOURCE);
      findings.refuse(String.valueOf(e.getMessage()));
      return new PreflightReport(
          findings.toList(), List.of(), Optional.empty(), OptionalLong.empty());
    }
    try (session) {
      return new Preflight(extraction, findings, activities).check(session);
    }
  }

  private PreflightReport check(Session session) throws SourceException, IOException {
    List<String> settings = session.product().sessionSettings(extraction.connection());
    findings.okUnlessFound("takes " + String.join(", ", settings));
    activities.accept("asking the server what it is");
    findings.about(Subject.SOURCE);
    Source.Builder answering = session.facts().identify().toBuilder();
    Optional<ImageOf> image = session.facts().imageOf();
    image.ifPresent(of -> answering.setDatabase(of.database()));
    Source source = answering.build();
    tell(session, source);
    DeltaCheck delta = new DeltaCheck(extraction, session, findings);
    Optional<DumpChain> base = delta.open();
    FolderCheck folder = new FolderCheck(extraction, base, findings);
    if (folder.isFinished(source)) {
      return new PreflightReport(
          findings.toList(), List.of(), Optional.empty(), OptionalLong.empty());
    }
    SourceSchemaCheck schema = schema(session);
    List<TablePlan> plans = fitting(schema);
    pseudonyms(plans);
    Optional<ExtractionState> earlier = folder.earlier(session.address(), source, image);
    if (!plans.isEmpty()) {
      queries(session, plans);
    }
    activities.accept("asking for marks and sizes");
    clock(session);
    SizeForecast forecasts = new SizeForecast(extraction, session, findings);
    List<Mark> marks = delta.marks(plans, image.isPresent());
    List<TableForecast> tables = forecasts.tables(plans, marks);
    delta.later(tables, marks);
    activities.accept("asking which consistency is possible");
    ConsistencyCheck consistency = ConsistencyCheck.probe(extraction, session, image, earlier);
    if (base.isPresent()) {
      delta.base(
          base.get(), source, plans, marks, image.isPresent(), earlier, consistency.consistency());
    }
    consistency.report(findings);
    health(session);
    forecasts.size(tables);
    OptionalLong free = folder.disk(PreflightReport.sum(tables, table -> table.size().bytes()));
    Optional<Duration> time = forecasts.time(tables);
    return new PreflightReport(findings.toList(), all(schema, tables), time, free);
  }

  /** Adds the tables that differ from the schema, in the order of the schema. */
  private List<TableForecast> all(SourceSchemaCheck schema, List<TableForecast> fitting) {
    Map<String, TableForecast> byName = new HashMap<>();
    fitting.forEach(forecast -> byName.put(forecast.table(), forecast));
    return extraction.selected().stream()
        .map(LegacyTable::qualifiedName)
        .map(
            name ->
                byName.containsKey(name)
                    ? byName.get(name)
                    : TableForecast.differing(name, differences(schema, name)))
        .toList();
  }

  private static List<String> differences(SourceSchemaCheck schema, String table) {
    return schema.differences().stream()
        .filter(difference -> difference.table().qualifiedName().equals(table))
        .map(SchemaDifference::what)
        .toList();
  }

  private void tell(Session session, Source source) {
    findings.ok(
        String.format(
            Locale.ROOT,
            "%s answers: %s %s, server %s, database %s",
            session.address(),
            source.getProduct(),
            source.getVersion(),
            source.getServer(),
            source.getDatabase()));
  }

  private SourceSchemaCheck schema(Session session) throws SourceException {
    findings.about(Subject.SCHEMA);
    List<LegacyTable> tables = extraction.selected();
    activities.accept(SourceSchemaCheck.activity(tables));
    SourceSchemaCheck check =
        SourceSchemaCheck.look(session, tables, extraction.allowExtraColumns(), findings::warn);
    check.differences().forEach(difference -> findings.refuse(difference.toString()));
    if (check.differences().isEmpty()) {
      findings.ok("all tables can be read and fit the schema: " + tables.size());
    }
    return check;
  }

  private static List<TablePlan> fitting(SourceSchemaCheck schema) {
    return schema.plans().stream()
        .filter(plan -> differences(schema, plan.table().qualifiedName()).isEmpty())
        .toList();
  }

  private void pseudonyms(List<TablePlan> plans) {
    findings.about(Subject.PSEUDONYMS);
    int marked = 0;
    for (TablePlan plan : plans) {
      for (LegacyColumn column : plan.table().columns()) {
        if (column.options().getPseudonym() != Pseudonym.PSEUDONYM_NONE) {
          marked++;
          pseudonym(plan.table(), column);
        }
      }
    }
    findings.okUnlessFound(
        marked == 0
            ? "the schema marks no column as personal"
            : marked + " columns are marked as personal, with kinds that fit their types");
  }

  private void pseudonym(LegacyTable table, LegacyColumn column) {
    try {
      Pseudonyms.check(table, column);
    } catch (SchemaException e) {
      if (extraction.pseudonymKey().isPresent()) {
        findings.refuse(String.valueOf(e.getMessage()));
      } else {
        findings.warn(e.getMessage() + "; with pseudonyms, the extraction would not begin");
      }
    }
  }

  private void queries(Session session, List<TablePlan> plans) throws SourceException {
    findings.about(Subject.QUERIES);
    QueryFeatures features = session.facts().features(plans.get(0).table());
    List<String> understood =
        Stream.concat(
                Stream.of(features.readHint().strip()).filter(hint -> !hint.isEmpty()),
                features.rowCount().stream())
            .toList();
    if (!understood.isEmpty()) {
      findings.ok("the source understands " + String.join(", ", understood));
    }
  }

  private void clock(Session session) throws SourceException {
    findings.about(Subject.CLOCK);
    session
        .facts()
        .clock(extraction.country().zone())
        .ifPresent(now -> findings.okUnlessFound("the source's clock tells UTC"));
  }

  private void health(Session session) throws SourceException {
    findings.about(Subject.HEALTH);
    Optional<Duration> interval = extraction.reading().pacing().probeInterval();
    Optional<ServerLoad> load = session.facts().serverLoad();
    if (interval.isEmpty()) {
      findings.ok("is not probed: the probe is switched off");
    } else if (load.isPresent()
        && load.get().blockedSessions().isPresent()
        && load.get().seesOtherSessions()) {
      findings.ok(
          "is judged by latency, by sessions that wait for the extraction's locks, and by how many"
              + " requests wait at all");
    } else {
      findings.warn(
          "is judged by latency alone: "
              + (load.isPresent()
                  ? session.whyUnknown(
                      "which sessions wait", "sys.dm_exec_requests", "VIEW SERVER STATE")
                  : "the source does not tell which sessions wait"));
    }
  }
}
