package com.happypancake.extractor.check;

import static com.happypancake.schemas.manifest.Consistency.CONSISTENCY_DATABASE_SNAPSHOT;
import static com.happypancake.schemas.manifest.Consistency.CONSISTENCY_READ_COMMITTED;
import static com.happypancake.schemas.manifest.Consistency.CONSISTENCY_SNAPSHOT;

import com.happypancake.database.ServerFacts.ImageOf;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.check.Finding.FindingCollector;
import com.happypancake.extractor.check.Finding.Subject;
import com.happypancake.extractor.consistency.ConsistencyDecision;
import com.happypancake.extractor.consistency.ConsistencyDecision.Chosen;
import com.happypancake.extractor.consistency.ConsistencyDecision.Refused;
import com.happypancake.extractor.consistency.ConsistencyRequest;
import com.happypancake.extractor.consistency.SourceFacts;
import com.happypancake.extractor.consistency.SourceProbe;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.manifest.Consistency;
import java.util.List;
import java.util.Optional;

/** Reports which consistency an extraction would get, and the obstacles to the others. */
final class ConsistencyCheck {

  private static final List<Consistency> MODES =
      List.of(CONSISTENCY_DATABASE_SNAPSHOT, CONSISTENCY_SNAPSHOT, CONSISTENCY_READ_COMMITTED);

  private final ConsistencyRequest request;
  private final SourceFacts facts;
  private final ConsistencyDecision decision;
  private final int connections;

  private ConsistencyCheck(ConsistencyRequest request, SourceFacts facts, int connections) {
    this.request = request;
    this.facts = facts;
    this.decision = ConsistencyDecision.of(request, facts);
    this.connections = connections;
  }

  /**
   * Asks the source.
   *
   * @param image the database that the source is an image of
   * @param earlier the state of the unfinished run to resume
   */
  static ConsistencyCheck probe(
      Extraction extraction,
      Session session,
      Optional<ImageOf> image,
      Optional<ExtractionState> earlier)
      throws SourceException {
    ConsistencyRequest request = ConsistencyRequest.of(extraction, earlier);
    SourceFacts facts = new SourceProbe(session, extraction, request).all(SourceFacts.of(image));
    return new ConsistencyCheck(request, facts, extraction.reading().connections());
  }

  /** Returns the consistency that the extraction would get; empty if it would be refused. */
  Optional<Consistency> consistency() {
    return decision.mode();
  }

  void report(FindingCollector findings) {
    findings.about(Subject.CONSISTENCY);
    if (request.earlier().isEmpty() && !facts.isSnapshot()) {
      MODES.forEach(mode -> mode(mode, findings));
    }
    if (decision instanceof Refused refused) {
      findings.refuse(refused.reason());
    } else if (decision instanceof Chosen chosen) {
      chosen(chosen, findings);
    }
  }

  private void mode(Consistency mode, FindingCollector findings) {
    String name = ConsistencyDecision.name(mode);
    Optional<String> obstacle = ConsistencyDecision.obstacle(mode, request, facts);
    if (obstacle.isEmpty()) {
      findings.ok(name + " is possible");
    } else if (!request.asked().equals(Optional.of(mode))) {
      findings.warn(name + " is not possible: " + obstacle.get());
    }
  }

  private void chosen(Chosen chosen, FindingCollector findings) {
    Consistency mode = chosen.consistency();
    boolean resumed = request.earlier().isPresent();
    boolean kept = request.earlier().filter(run -> run.getConsistency() == mode).isPresent();
    String is =
        ConsistencyDecision.name(mode) + (kept ? ", as the unfinished run began" : " is chosen");
    if (resumed && chosen.downgrade().isPresent()) {
      findings.warn("read-committed, because " + chosen.downgrade().get());
    } else if (mode == CONSISTENCY_SNAPSHOT && connections > 1) {
      findings.warn(
          is
              + ", with one connection instead of "
              + connections
              + ", since no two can share a snapshot transaction");
    } else if (kept) {
      findings.ok(is);
    } else if (mode == CONSISTENCY_READ_COMMITTED) {
      findings.warn(is + ": two tables may show different instants");
    } else {
      findings.ok(
          is
              + (facts.isSnapshot() ? ", since the source is one itself" : "")
              + ": all rows are of one instant");
    }
  }
}
