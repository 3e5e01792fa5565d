package com.happypancake.dumps.chain;

import com.happypancake.dumps.Dump;
import com.happypancake.schemas.manifest.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A merge that is done.
 *
 * @param dump the new full dump
 * @param tables what became of each, in the base's order
 * @param deltasBlindToDeletes the deltas that did not look for deleted rows; the new dump may have
 *     rows that are gone from the source
 */
public record MergeResult(Dump dump, List<MergedTable> tables, List<Dump> deltasBlindToDeletes) {

  /** Copies the lists. */
  public MergeResult {
    tables = List.copyOf(tables);
    deltasBlindToDeletes = List.copyOf(deltasBlindToDeletes);
  }

  /**
   * Compares the rows of each table with the source's own count.
   *
   * @return the differences, as sentences without a full stop; none if the source did not count, or
   *     a delta did not look for deleted rows
   */
  public List<String> countDifferences() {
    List<String> differences = new ArrayList<>();
    if (!deltasBlindToDeletes.isEmpty()) {
      return differences;
    }
    for (Mark mark : dump.manifest().getMarksList()) {
      for (MergedTable table : tables) {
        if (mark.hasSourceRows()
            && mark.getTable().equals(table.table())
            && mark.getSourceRows() != table.rows()) {
          differences.add(
              String.format(
                  Locale.ROOT,
                  "%s has %d rows; the source counted %d",
                  table.table(),
                  table.rows(),
                  mark.getSourceRows()));
        }
      }
    }
    return differences;
  }
}
