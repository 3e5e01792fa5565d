package com.happypancake.extractor.check;

import com.happypancake.database.ServerFacts.ChangeTracking;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.database.SqlErrorClass;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.extractor.Delta;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.check.Finding.FindingCollector;
import com.happypancake.extractor.check.Finding.Subject;
import com.happypancake.extractor.check.PreflightReport.TableForecast;
import com.happypancake.extractor.check.PreflightReport.TableForecast.ChangesBy;
import com.happypancake.extractor.delta.DeletesDecision;
import com.happypancake.extractor.delta.DeletesFacts;
import com.happypancake.extractor.delta.DeltaRun;
import com.happypancake.extractor.delta.SourceMarks;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Source;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks whether a delta can be extracted, and whether the dump can be the base of a later one. */
final class DeltaCheck {

  private final Extraction extraction;
  private final Session session;
  private final FindingCollector findings;

  DeltaCheck(Extraction extraction, Session session, FindingCollector findings) {
    this.extraction = extraction;
    this.session = session;
    this.findings = findings;
  }

  /**
   * Reads the marks.
   *
   * @param image whether the source is an image of another database
   */
  List<Mark> marks(List<TablePlan> plans, boolean image) throws SourceException {
    findings.about(Subject.DELTA);
    if (image && extraction.highWater().isEmpty()) {
      findings.warn("a snapshot or a replica can't tell its mark: no base without --high-water");
    }
    return SourceMarks.read(session, plans, image, extraction.highWater());
  }

  /** Reports which changes a later delta could find. */
  void later(List<TableForecast> tables, List<Mark> marks) throws SourceException {
    changeTracking(marks);
    findings.about(Subject.DELTA);
    for (TableForecast table : tables) {
      if (table.delta() == ChangesBy.NONE) {
        findings.warn(
            table.table() + ": no delta: nothing that can be read tells which of its rows changed");
      }
    }
    findings.okUnlessFound("a later delta can find the changed rows of every table");
  }

  private void changeTracking(List<Mark> marks) throws SourceException {
    findings.about(Subject.CHANGE_TRACKING);
    long tracked = marks.stream().filter(Mark::hasChangeTrackingVersion).count();
    if (tracked == marks.size() && tracked > 0) {
      findings.ok("follows all tables: a later delta can find deleted rows by it");
    } else {
      findings.warn(
          String.format(
              Locale.ROOT,
              "follows %d of %d tables, %s: a later delta finds the deleted rows of the others by"
                  + " comparing keys, or not at all",
              tracked,
              marks.size(),
              tracked == 0 && serverLacksTracking()
                  ? "since the server does not have it"
                  : "as far as the login can see, which needs VIEW CHANGE TRACKING on each"));
    }
  }

  /** Returns whether the source does not understand a question about Change Tracking. */
  private boolean serverLacksTracking() throws SourceException {
    Optional<ChangeTracking> tracking = session.facts().changeTracking();
    if (tracking.isEmpty()) {
      return true;
    }
    boolean told = tracking.get().currentVersion().isPresent();
    return !told
        && session.refusal().filter(why -> why != SqlErrorClass.MISSING_RIGHTS).isPresent();
  }

  /** Opens the named base. Reports one that can't be opened. */
  Optional<DumpChain> open() {
    if (extraction.delta().isEmpty()) {
      return Optional.empty();
    }
    findings.about(Subject.DELTA);
    try {
      return Optional.of(DumpChain.endingWith(extraction.delta().get().base()));
    } catch (IOException e) {
      findings.refuse(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * Reports whether the base can serve the delta.
   *
   * @param image whether the source is an image of another database
   * @param earlier the state of the unfinished run to resume
   * @param consistency that the extraction would get; empty if it would be refused
   */
  void base(
      DumpChain base,
      Source source,
      List<TablePlan> plans,
      List<Mark> marks,
      boolean image,
      Optional<ExtractionState> earlier,
      Optional<Consistency> consistency)
      throws SourceException {
    findings.about(Subject.DELTA);
    Delta delta = extraction.delta().orElseThrow();
    try {
      base.refuseOther(extraction.manifest(source).build());
      // A resumed run keeps its own way to find deleted rows and its own marks.
      Delta asked = earlier.map(run -> delta.withDeletes(run.getDeletes())).orElse(delta);
      List<Mark> own = earlier.map(ExtractionState::getMarksList).orElse(marks);
      DeletesFacts facts = DeletesFacts.probe(session, asked, base, plans, own, image);
      DeletesDecision.Chosen chosen = DeletesDecision.of(facts, consistency).granted(delta);
      new DeltaRun(delta, base, session.dialect(), chosen.deletes()).plan(plans, own);
      findings.ok(
          delta.base()
              + " can be the base; rows that are gone are found by "
              + Delta.text(chosen.deletes())
              + chosen.downgrade().map(why -> ", since " + why).orElse(""));
    } catch (IOException e) {
      findings.refuse(String.valueOf(e.getMessage()));
    }
  }
}
