package com.happypancake.extractor.consistency;

import static com.happypancake.schemas.manifest.Consistency.CONSISTENCY_DATABASE_SNAPSHOT;
import static com.happypancake.schemas.manifest.Consistency.CONSISTENCY_SNAPSHOT;

import com.happypancake.database.DatabaseSnapshots;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.consistency.ConsistencyDecision.Chosen;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.ExtractionState;
import com.happypancake.schemas.manifest.Consistency;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers the facts that decide the consistency of an extraction. It changes nothing. */
public final class SourceProbe {

  private final Session session;
  private final List<LegacyTable> tables;
  private final ConsistencyRequest request;

  public SourceProbe(Session session, Extraction extraction, ConsistencyRequest request) {
    this.session = session;
    this.tables = extraction.selected();
    this.request = request;
  }

  /**
   * Adds the facts that a run needs. It probes the mode that would be chosen, until a mode without
   * an obstacle is chosen. If a database snapshot is asked for by name, the login's permissions are
   * not checked, since the server may permit more than it shows.
   *
   * @throws SourceException if the connection breaks and can't be replaced
   */
  public SourceFacts needed(SourceFacts known) throws SourceException {
    if (request.earlier().isPresent()) {
      return resumed(known, request.earlier().get());
    }
    SourceFacts facts = known;
    Set<Consistency> probed = EnumSet.noneOf(Consistency.class);
    while (ConsistencyDecision.of(request, facts) instanceof Chosen chosen
        && probed.add(chosen.consistency())) {
      if (chosen.consistency() == CONSISTENCY_DATABASE_SNAPSHOT) {
        facts = databaseSnapshot(facts, !request.asksFor(CONSISTENCY_DATABASE_SNAPSHOT), false);
      } else if (chosen.consistency() == CONSISTENCY_SNAPSHOT) {
        facts = transaction(facts);
      }
    }
    return facts;
  }

  /**
   * Adds the facts that a check needs: about all modes, and all that can be found out in advance.
   *
   * @throws SourceException if the connection breaks and can't be replaced
   */
  public SourceFacts all(SourceFacts known) throws SourceException {
    if (request.earlier().isPresent()) {
      return resumed(known, request.earlier().get());
    }
    SourceFacts facts = databaseSnapshot(known, true, true);
    return facts.isSnapshot() ? facts : transaction(facts);
  }

  private SourceFacts resumed(SourceFacts facts, ExtractionState earlier) throws SourceException {
    String name = earlier.getDatabaseSnapshot();
    if (name.isEmpty()) {
      return facts;
    }
    Optional<DatabaseSnapshots> snapshots = session.databaseSnapshots();
    return facts.withEarlierSnapshotGone(snapshots.isEmpty() || !snapshots.get().exists(name));
  }

  /**
   * Probes database snapshots.
   *
   * @param permission whether to ask what the login may do
   * @param files whether to ask for the database's files; making a snapshot also asks for them
   */
  private SourceFacts databaseSnapshot(SourceFacts facts, boolean permission, boolean files)
      throws SourceException {
    Optional<DatabaseSnapshots> snapshots = session.databaseSnapshots();
    if (snapshots.isEmpty()) {
      return facts.isSnapshot() ? facts : facts.withCreation("the source has no such thing");
    }
    if (!facts.isSnapshot()) {
      if (permission && !snapshots.get().mayCreate()) {
        return facts.withCreation(
            session.refusal().isPresent()
                ? session.whyUnknown(
                    "whether it may make snapshots", "HAS_PERMS_BY_NAME", "CREATE ANY DATABASE")
                : "the login needs CREATE ANY DATABASE, on a server whose edition has database"
                    + " snapshots");
      }
      if (files && !snapshots.get().seesFiles()) {
        return facts.withCreation(
            session.whyUnknown("the database's files", "sys.database_files", "VIEW DEFINITION"));
      }
    }
    return facts.withUnreadable(snapshots.get().unreadable(tables));
  }

  private SourceFacts transaction(SourceFacts facts) throws SourceException {
    return facts.withTransaction(session.facts().snapshotObstacle(tables));
  }
}
