package com.happypancake.dumps.chain;

import java.util.List;

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
