package com.happypancake.dumps.chain;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A full dump and the deltas that follow it, each the delta of the one before.
 *
 * @param base a full dump of rows
 * @param deltas at least one
 */
record MergeChain(Dump base, List<Dump> deltas) {

  /** From the strongest promise to the weakest; one that a later hpc makes is not known. */
  private static final List<Consistency> BY_STRENGTH =
      List.of(
          Consistency.CONSISTENCY_SYNTHETIC,
          Consistency.CONSISTENCY_DATABASE_SNAPSHOT,
          Consistency.CONSISTENCY_SNAPSHOT,
          Consistency.CONSISTENCY_READ_COMMITTED,
          Consistency.CONSISTENCY_UNSPECIFIED,
          Consistency.UNRECOGNIZED);

  /** Copies the list. */
  MergeChain {
    deltas = List.copyOf(deltas);
  }

  /**
   * Returns a chain whose dumps fit each other.
   *
   * @throws MismatchedDumpException if they do not
   * @throws DamagedDumpException if a manifest is not as a writer writes it
   */
  static MergeChain of(Dump base, List<Dump> deltas) throws IOException {
    if (deltas.isEmpty()) {
      throw new IllegalArgumentException("no delta to merge with " + base.folder());
    }
    new ChainCheck(base, deltas).run();
    return new MergeChain(base, deltas);
  }

  /** Returns the base and then the deltas. */
  List<Dump> dumps() {
    List<Dump> dumps = new ArrayList<>();
    dumps.add(base);
    dumps.addAll(deltas);
    return dumps;
  }

  /** Returns the dump whose state the chain tells. */
  Dump last() {
    return deltas.get(deltas.size() - 1);
  }

  /** Returns the base's tables, in its order. */
  List<String> tables() {
    return base.parts().stream().map(Part::getTable).distinct().toList();
  }

  /** Returns the parts in which a dump holds rows of a table, in the order to read them. */
  static List<DumpPart> parts(Dump dump, String table, Rows rows) {
    return dump.parts().stream()
        .filter(part -> part.getTable().equals(table) && part.getRows() == rows)
        .map(part -> new DumpPart(dump, part))
        .toList();
  }

  /** Returns the manifest of the merge, but for what the writer sets. */
  Manifest.Builder manifest() {
    return last().manifest().toBuilder()
        .setKind(Kind.KIND_FULL)
        .clearBaseDigest()
        .setDeletes(Deletes.DELETES_UNSPECIFIED)
        .setConsistency(consistency())
        .clearMarks()
        .addAllMarks(marks());
  }

  private Consistency consistency() {
    return dumps().stream()
        .map(dump -> dump.manifest().getConsistency())
        .max(Comparator.comparingInt(BY_STRENGTH::indexOf))
        .orElseThrow();
  }

  /**
   * Returns each table's latest mark: a delta that leaves a table out leaves its mark as it is. The
   * source's count goes with the rows, so changes without a mark end it.
   */
  private Collection<Mark> marks() {
    Map<String, Mark> marks = new LinkedHashMap<>();
    for (Dump dump : dumps()) {
      for (Part part : dump.parts()) {
        if (part.getRecords() > 0) {
          marks.computeIfPresent(
              part.getTable(), (table, mark) -> mark.toBuilder().clearSourceRows().build());
        }
      }
      dump.manifest().getMarksList().forEach(mark -> marks.put(mark.getTable(), mark));
    }
    return marks.values();
  }
}
