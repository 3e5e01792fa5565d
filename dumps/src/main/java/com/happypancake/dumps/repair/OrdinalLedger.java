package com.happypancake.dumps.repair;

import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.dumps.repair.Verification.Damage.Lost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Works out which ordinals the records of a damaged part have, and which are lost.
 *
 * <p>Records are noted one after another; the <i>position</i> of the first is 0. Damages cut them
 * into segments. The first segment begins with ordinal 1, the last one ends with the part's last
 * record, and an anchor gives the ordinal of a record. If an anchor contradicts the counting, the
 * records since the last anchor that agreed are doubtful and count as lost. For one thread.
 */
final class OrdinalLedger {

  /**
   * Records that are kept.
   *
   * @param first position
   * @param end position
   * @param firstOrdinal of the first record; empty between two damages if nothing tells how many
   *     records each took
   */
  record Kept(long first, long end, OptionalLong firstOrdinal) {}

  /**
   * An interruption of the records.
   *
   * @param at where it is
   * @param what the first damage there
   * @param more how many more damages there are up to the next record
   */
  record Break(VirtualOffset at, String what, int more) {
    Break and() {
      return new Break(at, what, more + 1);
    }
  }

  /**
   * A break, and what it took.
   *
   * @param position of the first record after it
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

  /**
   * A ledger.
   *
   * @param records how many the part should have
   */
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

  /** Notes a record, after the anchor that gives its ordinal, if there is one. */
  void record(VirtualOffset at) {
    open();
    lastAt = at;
    position++;
  }

  /** Gives the ordinal of the next record. */
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

  /** Notes that the next record is not the one that should be there. */
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

  /** Ends the segment. Its doubtful records are dropped and become part of the break. */
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

  /**
   * Ends the part.
   *
   * @param at the end of the file
   */
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

  /** Settles a group of segments of unknown ordinals, and the breaks around them. */
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

  /** Returns what is kept, in order; after {@link #end}. */
  List<Kept> kept() {
    return List.copyOf(kept);
  }

  /** Returns the breaks, in order; after {@link #end}. */
  List<Gap> gaps() {
    return List.copyOf(gaps);
  }
}
