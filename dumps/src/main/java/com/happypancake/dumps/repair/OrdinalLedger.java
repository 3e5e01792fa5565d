package com.happypancake.dumps.repair;

import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.dumps.repair.Verification.Damage.Lost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Determines the ordinals of a damaged part's records, and the lost ordinals.
 *
 * <p>Records are noted one after another. The <i>position</i> of the first is 0. Damages divide the
 * records into segments. The first segment begins with ordinal 1, the last one ends with the part's
 * last record, and an anchor gives the ordinal of a record. If an anchor contradicts the count, the
 * records since the last anchor that agreed are doubtful and count as lost. Not thread-safe.
 */
final class OrdinalLedger {

  /**
   * A run of kept records.
   *
   * @param first the position of the first record
   * @param end the position after the last record
   * @param firstOrdinal the ordinal of the first record; empty between two damages if it is unknown
   *     how many records each lost
   */
  record Kept(long first, long end, OptionalLong firstOrdinal) {}

  /**
   * An interruption of the records.
   *
   * @param at the place
   * @param what the first damage
   * @param more the number of further damages before the next record
   */
  record Break(VirtualOffset at, String what, int more) {
    Break and() {
      return new Break(at, what, more + 1);
    }
  }

  /**
   * A break and its loss.
   *
   * @param position the position of the first record after the break
   */
  record Gap(Break at, long position, Optional<Lost> lost) {
    Gap withoutLoss() {
      return new Gap(at, position, Optional.empty());
    }
  }

  /** Records between two breaks. */
  private static final class Segment {
    final Optional<Break> before;
    final long first;
    long end;
    OptionalLong shift = OptionalLong.empty();

    Segment(Optional<Break> before, long first) {
      this.before = before;
      this.first = first;
      this.end = first;
    }

    long records() {
      return end - first;
    }
  }

  private final long records;
  private final List<Segment> closed = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private Segment current = new Segment(Optional.empty(), 0);
  private Optional<Break> pending = Optional.empty();
  private Optional<Break> doubt = Optional.empty();
  private VirtualOffset lastAt = new VirtualOffset(0, 0);
  private long position;
  private long agreed;
  private long floor = 1;

  /** Creates a ledger of a part that should have the given number of records. */
  OrdinalLedger(long records) {
    this.records = records;
    current.shift = OptionalLong.of(1);
  }

  /** Notes a damage. */
  void damage(VirtualOffset at, String what) {
    if (pending.isEmpty()) {
      close();
    }
    pending = pending.map(Break::and).or(() -> Optional.of(new Break(at, what, 0)));
  }

  /** Notes a record. The anchor that gives its ordinal, if any, comes first. */
  void record(VirtualOffset at) {
    open();
    lastAt = at;
    position++;
  }

  /** Notes the ordinal of the next record. */
  void anchor(VirtualOffset at, long ordinal) {
    open();
    lastAt = at;
    long shift = ordinal - position;
    boolean agrees =
        current.shift.isPresent()
            ? current.shift.getAsLong() == shift
            : current.first + shift >= floor;
    if (agrees && doubt.isEmpty()) {
      current.shift = OptionalLong.of(shift);
      agreed = position + 1;
    } else if (ordinal >= current.shift.orElse(floor - agreed) + agreed) {
      doubt(at, "the records since the last known one are not as many as they should be");
      close();
      open();
      current.shift = OptionalLong.of(shift);
      agreed = position + 1;
    } else {
      doubt(at, "a record that was read before");
    }
  }

  /** Notes that the next record is not the expected one. */
  void doubt(VirtualOffset at, String what) {
    open();
    doubt = doubt.or(() -> Optional.of(new Break(at, what, 0)));
  }

  private void open() {
    if (pending.isPresent()) {
      current = new Segment(pending, position);
      agreed = position;
      pending = Optional.empty();
    }
  }

  /** Ends the segment. Drops its doubtful records, which become part of the break. */
  private void close() {
    if (position + current.shift.orElse(floor - current.first) > records + 1) {
      String what = "there are more records than the " + records + " that the manifest counts";
      doubt = doubt.or(() -> Optional.of(new Break(lastAt, what, 0)));
    }
    current.end = doubt.isPresent() ? agreed : position;
    pending = doubt;
    doubt = Optional.empty();
    closed.add(current);
    floor = current.end + current.shift.orElse(floor - current.first);
  }

  /** Ends the part at the end of the file. */
  void end(VirtualOffset at) {
    anchor(at, records + 1);
    close();
    Segment last = new Segment(pending, position);
    last.shift = OptionalLong.of(records + 1 - position);
    closed.add(last);
    settle();
  }

  private void settle() {
    long next = 1;
    List<Segment> group = new ArrayList<>();
    for (Segment segment : closed) {
      if (segment.shift.isEmpty()) {
        group.add(segment);
      } else {
        long first = segment.first + segment.shift.getAsLong();
        settle(group, segment, next, first);
        group.clear();
        keep(segment, OptionalLong.of(first));
        next = first + segment.records();
      }
    }
  }

  /** Settles a group of segments with unknown ordinals, and the breaks around them. */
  private void settle(List<Segment> group, Segment after, long next, long first) {
    long left = group.stream().mapToLong(Segment::records).sum();
    boolean exact = left == 0 || next + left == first;
    long from = next;
    for (Segment segment : group) {
      gap(segment, new OrdinalRange(from, first - left), exact);
      keep(segment, exact ? OptionalLong.of(from) : OptionalLong.empty());
      from += segment.records();
      left -= segment.records();
    }
    gap(after, new OrdinalRange(from, first), exact);
  }

  private void keep(Segment segment, OptionalLong first) {
    if (segment.records() > 0) {
      kept.add(new Kept(segment.first, segment.end, first));
    }
  }

  private void gap(Segment after, OrdinalRange range, boolean exact) {
    after.before.ifPresent(
        at ->
            gaps.add(
                new Gap(
                    at,
                    after.first,
                    range.records() == 0
                        ? Optional.empty()
                        : Optional.of(new Lost(range, exact)))));
  }

  /** Returns the kept records in order, after {@link #end}. */
  List<Kept> kept() {
    return List.copyOf(kept);
  }

  /** Returns the breaks in order, after {@link #end}. */
  List<Gap> gaps() {
    return List.copyOf(gaps);
  }
}
