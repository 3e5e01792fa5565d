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
 * @param tables the tables in the base's order
 * @param deltasBlindToDeletes the deltas that did not look for deleted rows; the new dump may have
 *     rows that the source has deleted
 */
public record MergeResult(Dump dump, List<MergedTable> tables, List<Dump> deltasBlindToDeletes) {

  /** Copies the lists. */
  public MergeResult {
    tables = List.copyOf(tables);
    deltasBlindToDeletes = List.copyOf(deltasBlindToDeletes);
  }

  /**
   * Compares each table's row count with the source's.
   *
   * @return the differences, as sentences without a full stop; empty if the source did not count or
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
   * The effect of a merge on one table. Each row of the base counts once as kept, replaced, deleted
   * or repeated. The result consists of the kept, replaced and added rows.
   *
   * @param table the table's name with its schema: {@code dbo.Messages}
   * @param kept the rows of the base that no delta names
   * @param replaced the rows of the base that a delta's row replaces
   * @param deleted the rows of the base whose keys a delta reports as deleted
   * @param repeated the omitted rows of the base whose key a delta names and an earlier row of the
   *     base has; a read-committed extraction can read a row twice
   * @param added the rows of the deltas whose keys the base does not have
   * @param notInBase the keys that the deltas report as deleted and the base does not have
   */
  public record MergedTable(
      String table,
      long kept,
      long replaced,
      long deleted,
      long repeated,
      long added,
      long notInBase) {

    /** Returns the number of rows in the base. */
    public long base() {
      return kept + replaced + deleted + repeated;
    }

    /** Returns the number of rows in the result. */
    public long rows() {
      return kept + replaced + added;
    }

    /** Returns the sums over tables, with the given name. */
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
