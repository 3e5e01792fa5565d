package com.happypancake.inspect.diff;

import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares a table of two folders by key.
 *
 * <p>Nothing is assumed of the order of keys: both sides are read in step, and what finds no equal
 * on the other side is held until it does. Where that takes more memory than there is, the table is
 * read again for each half of the keys, by their hash; halves are halved again as need be. A key
 * may come more than once: equal records cancel each other out, what is left is paired.
 */
public final class TableDiff {

  private final long budgetBytes;
  private final DiffListener listener;
  private final Advance advance;

  /**
   * A comparison.
   *
   * @param budgetBytes about how much memory the records that are held may take
   * @param listener hears what differs
   * @param advance moves the readers
   */
  public TableDiff(long budgetBytes, DiffListener listener, Advance advance) {
    this.budgetBytes = budgetBytes;
    this.listener = listener;
    this.advance = advance;
  }

  /** Moves a reader to its next record, and may show progress and heed interruption. */
  public interface Advance {
    /**
     * A walk through both sides begins; there may be several, each of all of these parts.
     *
     * @param number of the walk; the first is 1
     */
    default void begins(int number, List<Part> before, List<Part> after) {}

    /**
     * Moves on.
     *
     * @param isBefore whether the reader is of the first side
     * @return false at the end of the part
     */
    boolean next(boolean isBefore, Part part, PartReader reader)
        throws IOException, InterruptedException;
  }

  /**
   * Compares a table.
   *
   * @throws IncomparableException if the schemas do not agree what the table's key is, or the
   *     records of one key take more than the budget
   * @throws com.happypancake.dumps.DamagedDumpException if a part is not what its manifest says
   * @throws IOException if a file cannot be read
   * @throws InterruptedException if the user wants the run to end
   */
  public DiffCounts compare(DiffSide before, DiffSide after)
      throws IOException, InterruptedException {
    if (!before.keyColumns().equals(after.keyColumns())) {
      throw new IncomparableException(
          "the keys are "
              + before.keyColumns()
              + " on the one side and "
              + after.keyColumns()
              + " on the other; records can't be compared by key");
    }
    List<Part> partsBefore = new ArrayList<>(before.parts());
    List<Part> partsAfter = new ArrayList<>(after.parts());
    long equal =
        RecordComparison.isOneSchema(before, after) ? removeEqualParts(partsBefore, partsAfter) : 0;
    DiffCounts counts = new DiffCounts(0, 0, 0, equal);
    if (partsBefore.isEmpty() && partsAfter.isEmpty()) {
      return counts;
    }
    RecordComparison comparison = new RecordComparison(before, after);
    Deque<KeyPartition> left = new ArrayDeque<>(List.of(KeyPartition.ALL));
    for (int number = 1; !left.isEmpty(); number++) {
      advance.begins(number, partsBefore, partsAfter);
      KeyPartition keys = left.pop();
      Optional<DiffCounts> pass =
          new Pass(comparison, keys)
              .run(new PassSide(before, partsBefore, true), new PassSide(after, partsAfter, false));
      if (pass.isPresent()) {
        counts = counts.plus(pass.get());
      } else {
        keys.halves().forEach(left::push);
      }
    }
    return counts;
  }

  /** Removes the parts that are equal from both sides, and returns how many records they have. */
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

  private record PassSide(DiffSide side, List<Part> parts, boolean isBefore) {}

  /** One walk through both sides, for the keys of one class. */
  private final class Pass {

    private final RecordComparison comparison;
    private final KeyPartition keys;
    private final PendingRecords before = new PendingRecords();
    private final PendingRecords after = new PendingRecords();
    private long removed;
    private long added;
    private long changed;
    private long equal;

    Pass(RecordComparison comparison, KeyPartition keys) {
      this.comparison = comparison;
      this.keys = keys;
    }

    /** Returns the counts; empty if the class is too large. Then nothing was told. */
    Optional<DiffCounts> run(PassSide left, PassSide right)
        throws IOException, InterruptedException {
      try (DiffSideReader one = open(left);
          DiffSideReader other = open(right)) {
        Optional<DiffRecord> fromOne = one.next();
        Optional<DiffRecord> fromOther = other.next();
        while (fromOne.isPresent() || fromOther.isPresent()) {
          if (fromOne.isPresent()) {
            takeBefore(fromOne.get());
            fromOne = one.next();
          }
          if (fromOther.isPresent()) {
            takeAfter(fromOther.get());
            fromOther = other.next();
          }
          if (before.heldBytes() + after.heldBytes() > budgetBytes) {
            refuseUnlessSplittable();
            return Optional.empty();
          }
        }
      }
      tell();
      return Optional.of(new DiffCounts(removed, added, changed, equal));
    }

    private DiffSideReader open(PassSide side) {
      return new DiffSideReader(
          side.side(), side.parts(), keys, comparison, side.isBefore(), advance);
    }

    private void refuseUnlessSplittable() throws IOException {
      if (!keys.canSplit()) {
        throw new IncomparableException(
            "too many records of one key differ to hold them in "
                + budgetBytes
                + " bytes; such a table cannot be compared by key");
      }
    }

    private void takeBefore(DiffRecord record) throws IOException {
      if (after.removeEqual(record.key(), held -> isEqual(record, held))) {
        equal++;
      } else {
        before.add(record);
      }
    }

    private void takeAfter(DiffRecord record) throws IOException {
      if (before.removeEqual(record.key(), held -> isEqual(held, record))) {
        equal++;
      } else {
        after.add(record);
      }
    }

    private boolean isEqual(DiffRecord one, DiffRecord other) throws IOException {
      return comparison.differences(one, other).isEmpty();
    }

    private void tell() throws IOException {
      for (Map.Entry<String, List<DiffRecord>> entry : before.byKey().entrySet()) {
        List<DiffRecord> gone = entry.getValue();
        List<DiffRecord> come = after.removeAll(entry.getKey());
        for (int i = 0; i < Math.max(gone.size(), come.size()); i++) {
          if (i >= come.size()) {
            removed++;
            listener.removed(gone.get(i));
          } else if (i >= gone.size()) {
            added++;
            listener.added(come.get(i));
          } else {
            changed++;
            listener.changed(
                gone.get(i), come.get(i), comparison.differences(gone.get(i), come.get(i)));
          }
        }
      }
      for (List<DiffRecord> come : after.byKey().values()) {
        for (DiffRecord record : come) {
          added++;
          listener.added(record);
        }
      }
    }
  }
}
