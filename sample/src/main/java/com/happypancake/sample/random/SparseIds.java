package com.happypancake.sample.random;

/**
 * The ids of a table with deleted rows: one of every 64 ids is absent.
 *
 * <p>A row's rank is its number, starting at 0. Ids start at 1 and grow with the rank. Not
 * thread-safe, because it moves a random cursor.
 */
public final class SparseIds {
  private static final int BLOCK = 64;
  private static final int KEPT = BLOCK - 1;
  private static final int LATEST_GAP = 40;

  private final RowRandom random;
  private final long rows;

  /**
   * Creates the ids of {@code rows} rows.
   *
   * @param random draws the absent ids; this moves it
   */
  public SparseIds(RowRandom random, long rows) {
    this.random = random;
    this.rows = rows;
  }

  /** Returns the id of the row with the given rank. */
  public long id(long rank) {
    long block = rank / KEPT;
    int place = (int) (rank % KEPT);
    return block * BLOCK + 1 + place + (place >= gap(block) ? 1 : 0);
  }

  /**
   * Returns the highest absent id below the row's id, or the lowest absent id. It is the id of a
   * deleted row. If the table has fewer than 42 rows, it may be higher than the last id.
   */
  public long absentId(long rank) {
    long block = rank / KEPT;
    if (rank % KEPT < gap(block) && block > 0) {
      block--;
    }
    return block * BLOCK + 1 + gap(block);
  }

  /** Returns the rank of the row with the given id, or of the next row if the id is absent. */
  public long rankOf(long id) {
    long block = (id - 1) / BLOCK;
    int place = (int) ((id - 1) % BLOCK);
    long rank = block * KEPT + place - (place > gap(block) ? 1 : 0);
    return Math.min(rank, rows - 1);
  }

  private int gap(long block) {
    return 1 + random.at(block).below(LATEST_GAP);
  }
}
