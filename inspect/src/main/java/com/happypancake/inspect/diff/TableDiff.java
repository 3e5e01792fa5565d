package com.happypancake.inspect.diff;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.inspect.diff.FolderDiff.DiffCounts;
import com.happypancake.inspect.diff.FolderDiff.DiffListener;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares a table of two folders by key.
 *
 * <p>The keys may be in any order. A pass reads both sides in step and holds each record until the
 * other side has an equal one. If the held records exceed the budget, the keys are split into
 * halves by their hash, and each half gets its own pass. Halves are split again as needed. A key
 * may occur more than once: equal records cancel each other out, and the remaining ones are paired.
 */
final class TableDiff {

  private final long budgetBytes;
  private final DiffListener listener;

  /** Creates a comparison. The budget is the approximate memory that the held records may take. */
  TableDiff(long budgetBytes, DiffListener listener) {
    this.budgetBytes = budgetBytes;
    this.listener = listener;
  }

  /**
   * Compares a table.
   *
   * @throws MismatchedDumpException if the sides have different key columns, or the records of one
   *     key take more than the budget
   * @throws DamagedDumpException if a part is not what its manifest says
   * @throws IOException if a file cannot be read or the listener throws it
   * @throws InterruptedException if the thread was interrupted
   */
  DiffCounts compare(DiffSide before, DiffSide after) throws IOException, InterruptedException {
    if (!before.keyColumns().equals(after.keyColumns())) {
      throw new MismatchedDumpException(
          String.format(
              Locale.ROOT,
              "the keys are %s on the one side and %s on the other; records can't be compared by"
                  + " key",
              before.keyColumns(),
              after.keyColumns()));
    }
    List<Part> partsBefore = new ArrayList<>(before.parts());
    List<Part> partsAfter = new ArrayList<>(after.parts());
    long equal =
        RecordComparison.isOneSchema(before, after) ? removeEqualParts(partsBefore, partsAfter) : 0;
    DiffCounts counts = new DiffCounts(0, 0, 0, equal);
    return partsBefore.isEmpty() && partsAfter.isEmpty()
        ? counts
        : counts.plus(compareRecords(before.with(partsBefore), after.with(partsAfter)));
  }

  private DiffCounts compareRecords(DiffSide before, DiffSide after)
      throws IOException, InterruptedException {
    RecordComparison comparison = new RecordComparison(before, after);
    DiffCounts counts = DiffCounts.NONE;
    Deque<KeyPartition> left = new ArrayDeque<>(List.of(KeyPartition.ALL));
    for (int number = 1; !left.isEmpty(); number++) {
      KeyPartition partition = left.pop();
      Optional<DiffCounts> pass =
          new DiffPass(comparison, partition, budgetBytes, listener).run(number, before, after);
      if (pass.isPresent()) {
        counts = counts.plus(pass.get());
      } else {
        partition.halves().forEach(left::push);
      }
    }
    return counts;
  }

  /** Removes the parts that are equal on both sides and returns the number of their records. */
  private static long removeEqualParts(List<Part> before, List<Part> after) {
    long records = 0;
    for (Part part : List.copyOf(before)) {
      Optional<Part> same = after.stream().filter(other -> isEqual(part, other)).findFirst();
      if (same.isPresent()) {
        before.remove(part);
        after.remove(same.get());
        records += part.getRecords();
      }
    }
    return records;
  }

  private static boolean isEqual(Part one, Part other) {
    return one.getPath().equals(other.getPath())
        && one.getMessage().equals(other.getMessage())
        && one.getRecords() == other.getRecords()
        && one.getContentSha256().equals(other.getContentSha256());
  }

  /**
   * A partition of the keys by their hash.
   *
   * @param modulus a power of two
   * @param remainder from 0 to below the modulus
   */
  record KeyPartition(int modulus, int remainder) {

    static final KeyPartition ALL = new KeyPartition(1, 0);

    private static final int MAX_MODULUS = 1 << 16;

    boolean holds(String key) {
      int hash = key.hashCode();
      hash = (hash ^ hash >>> 16) * 0x7feb352d;
      hash = (hash ^ hash >>> 15) * 0x846ca68b;
      hash ^= hash >>> 16;
      return (hash & modulus - 1) == remainder;
    }

    /** Returns whether the partition can be split further. */
    boolean canSplit() {
      return modulus < MAX_MODULUS;
    }

    List<KeyPartition> halves() {
      return List.of(
          new KeyPartition(2 * modulus, remainder),
          new KeyPartition(2 * modulus, remainder + modulus));
    }
  }
}
