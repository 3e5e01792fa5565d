package com.happypancake.dumps.chain;

import com.happypancake.dumps.Dump;
import com.happypancake.schemas.manifest.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The result of a merge.
 *
 * @param dump the new full dump
 * @param tables in the base's order
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
    if (!deltasBlindToDeletes.isEmpty()) {
      return List.of();
    }
    List<String> differences = new ArrayList<>();
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

  /**
   * What a merge did to one table. Each row of the base counts once as kept, replaced, deleted or
   * repeated; what is kept, replaced or added makes up the result.
   *
   * @param table with its schema: {@code dbo.Messages}
   * @param kept rows of the base that no delta names
   * @param replaced rows of the base in whose place a delta's row stands
   * @param deleted rows of the base whose keys a delta tells to be gone
   * @param repeated rows of the base with a key that an earlier one of it had and a delta names: a
   *     read-committed extraction can meet a row twice; they are left out
   * @param added rows of the deltas whose keys the base has not
   * @param notInBase keys that the deltas tell to be gone and that the base has not
   */
  public record MergedTable(
      String table,
      long kept,
      long replaced,
      long deleted,
      long repeated,
      long added,
      long notInBase) {

    /** Returns how many rows the base has. */
    public long base() {
      return kept + replaced + deleted + repeated;
    }

    /** Returns how many rows the result has. */
    public long rows() {
      return kept + replaced + added;
    }

    /** Returns the sums over tables, under a name. */
    public static MergedTable total(String name, List<MergedTable> tables) {
      return tables.stream()
          .reduce(new MergedTable(name, 0, 0, 0, 0, 0, 0), (sum, each) -> sum.plus(each));
    }

    private MergedTable plus(MergedTable other) {
      return new MergedTable(
          table,
          kept + other.kept,
          replaced + other.replaced,
          deleted + other.deleted,
          repeated + other.repeated,
          added + other.added,
          notInBase + other.notInBase);
    }
  }
}
