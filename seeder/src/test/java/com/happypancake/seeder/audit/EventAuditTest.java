package com.happypancake.seeder.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.audit.AuditCounts;
import com.happypancake.schemas.audit.AuditEntry;
import com.happypancake.seeder.audit.Arrival.Head;
import com.happypancake.seeder.audit.FolderContent.Comparison;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventAuditTest {

  private static final String DIGEST = "0123456789abcdef";
  private static final int PREFETCH = 20;
  private static final byte[] GOOD = {1};
  private static final int SUBJECTS = 3;

  private final EventAudit audit = audit(30_000);

  private static EventAudit audit(long events) {
    return new EventAudit(
        DIGEST, new ExpectedEvents(events, Map.of(), Optional.empty()), 1, PREFETCH);
  }

  private static Arrival arrival(String events, OptionalLong ordinal, boolean again) {
    return new Arrival(
        new Head(
            0,
            0,
            again,
            Optional.of(events),
            ordinal,
            ordinal.isPresent() ? "message-sent" : "seed-ended",
            "application/x-protobuf",
            false,
            false),
        GOOD);
  }

  private static Arrival event(long ordinal, boolean again) {
    return arrival(DIGEST, OptionalLong.of(ordinal), again);
  }

  /** A folder in which every third event has the same subject. */
  private static final class Folder implements EventAudit.Records {

    @Override
    public Comparison compare(long ordinal, String contentType, byte[] body) {
      return body[0] == GOOD[0] ? Comparison.SAME : Comparison.ALTERED;
    }

    @Override
    public boolean haveSameSubject(long first, long later) {
      return first % SUBJECTS == later % SUBJECTS;
    }
  }

  private static void add(EventAudit audit, Arrival arrival) {
    try {
      audit.add(arrival, new Folder());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void addAll(long first, long last) {
    LongStream.rangeClosed(first, last).forEach(ordinal -> add(audit, event(ordinal, false)));
  }

  @ParameterizedTest
  @CsvSource({
    "1 2 3 4 5,       0, 0, 0",
    "1 2 5 4 3,       0, 2, 0",
    "1 5 3 3 2 4,     1, 3, 1",
    "1 2 3 2 3 4 5,   2, 0, 0",
    "5 1 2 3 4,       0, 4, 1",
    "1 1 1 2 3 4 5,   2, 0, 0",
    "4 1 5 2 3,       0, 3, 2",
    "3 2 1 5 4,       0, 3, 0",
  })
  void ordinalsAreCountedAsTheyCome(
      String ordinals, long repeated, long outOfOrder, long inSubject) {
    for (String each : ordinals.split(" ", -1)) {
      add(audit, event(Long.parseLong(each), false));
    }
    AuditCounts counts = audit.counts();
    assertThat(counts.getArrived()).isEqualTo(5);
    assertThat(counts.getRepeated()).isEqualTo(repeated);
    assertThat(counts.getOutOfOrder()).isEqualTo(outOfOrder);
    assertThat(counts.getOutOfOrderInSubject()).isEqualTo(inSubject);
    assertThat(audit.missing(9)).containsExactly(new MissingRange(6, 30_000));
  }

  @Test
  void whatAConsumerWouldDropIsToldFromWhatItWouldTake() {
    addAll(2, 9_999);
    addAll(10_002, 20_001);
    add(audit, event(1, false));
    add(audit, event(10_001, false));
    add(audit, event(9_999, false));
    add(audit, event(10_002, false));
    AuditCounts counts = audit.counts();
    assertThat(counts.getTooLate()).isEqualTo(2);
    assertThat(counts.getOutOfOrder()).isZero();
    assertThat(counts.getRepeated()).isEqualTo(1);
    assertThat(counts.getRepeatedLate()).isEqualTo(1);
    assertThat(counts.getFirstRepeatedList()).containsExactly(9_999L, 10_002L);
    add(audit, event(10_000, false));
    assertThat(audit.counts().getTooLate()).isEqualTo(3);
  }

  @Test
  void theOldestEventThatAConsumerTakesCountsForTheOrderOfItsSubject() {
    addAll(1, 10_000);
    addAll(10_002, 20_000);
    add(audit, event(10_001, false));
    assertThat(audit.counts().getOutOfOrder()).isEqualTo(1);
    assertThat(audit.counts().getOutOfOrderInSubject()).isEqualTo(1);
    assertThat(audit.counts().getFirstOutOfOrderInSubjectList()).containsExactly(10_001L);
  }

  /** The counts by subject equal those of a map from each subject to its highest ordinal. */
  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfASubjectIsThatOfAMapOfAllSubjects(long seed) {
    Random random = new Random(seed);
    List<Long> sent = new ArrayList<>(LongStream.rangeClosed(1, 200).boxed().toList());
    for (int i = 0; i + 1 < sent.size(); i++) {
      if (random.nextInt(5) == 0) {
        Collections.swap(sent, i, Math.min(i + 1 + random.nextInt(8), sent.size() - 1));
      }
    }
    Map<Long, Long> highest = new HashMap<>();
    long overtaken = 0;
    for (long each : sent) {
      add(audit, event(each, false));
      overtaken += highest.merge(each % SUBJECTS, each, Math::max) > each ? 1 : 0;
    }
    assertThat(audit.counts().getOutOfOrderInSubject()).isEqualTo(overtaken);
  }

  @Test
  void ofAChoiceWhatIsLeftOutIsNotMissingAndNotExpected() {
    OrdinalSet chosen = new OrdinalSet(30);
    LongStream.of(3, 4, 9).forEach(chosen::add);
    EventAudit some =
        new EventAudit(
            DIGEST,
            new ExpectedEvents(30, Map.of("message-sent", 3L), Optional.of(chosen)),
            1,
            PREFETCH);
    add(some, event(3, false));
    add(some, event(5, false));
    assertThat(some.counts().getUnexpected()).isEqualTo(1);
    assertThat(some.missing(9)).containsExactly(new MissingRange(4, 4), new MissingRange(9, 9));
    assertThat(some.isComplete()).isFalse();
    add(some, event(9, false));
    add(some, event(4, false));
    assertThat(some.isComplete()).isTrue();
    assertThat(some.counts().getOutOfOrder()).isEqualTo(1);
  }

  @Test
  void whatIsPublishedToAStreamMayNotRepeat() {
    for (boolean once : new boolean[] {false, true}) {
      for (int i = 0; i < 2; i++) {
        Head head = event(7, false).head();
        add(
            audit,
            new Arrival(
                new Head(
                    0,
                    0,
                    false,
                    head.events(),
                    head.ordinal(),
                    head.type(),
                    head.contentType(),
                    false,
                    once),
                GOOD));
      }
    }
    assertThat(audit.counts().getRepeated()).isEqualTo(1);
    assertThat(audit.counts().getRepeatedInStream()).isEqualTo(2);
  }

  @Test
  void otherMessagesAreCountedApart() {
    add(audit, arrival("f".repeat(16), OptionalLong.of(7), false));
    add(audit, arrival("f".repeat(16), OptionalLong.empty(), false));
    add(audit, arrival(DIGEST, OptionalLong.empty(), false));
    add(audit, event(30_001, false));
    add(audit, event(0, false));
    add(
        audit,
        new Arrival(
            new Head(0, 0, false, Optional.empty(), OptionalLong.empty(), "x", "y", false, false),
            GOOD));
    AuditCounts counts = audit.counts();
    assertThat(counts.getForeign()).isEqualTo(2);
    assertThat(counts.getForeignByEvents(0).getMessages()).isEqualTo(2);
    assertThat(counts.getSeedEnded()).isEqualTo(1);
    assertThat(counts.getUnknown()).isEqualTo(2);
    assertThat(counts.getUnmarked()).isEqualTo(1);
    assertThat(counts.getArrived()).isZero();
  }

  @Test
  void aRepairNeitherRepeatsNorReorders() {
    addAll(1, 10);
    addAll(12, 20);
    for (long ordinal : new long[] {5, 11}) {
      add(
          audit,
          new Arrival(
              new Head(
                  0,
                  0,
                  false,
                  Optional.of(DIGEST),
                  OptionalLong.of(ordinal),
                  "message-sent",
                  "application/x-protobuf",
                  true,
                  false),
              GOOD));
    }
    AuditCounts counts = audit.counts();
    assertThat(counts.getArrived()).isEqualTo(20);
    assertThat(counts.getRepairs()).isEqualTo(2);
    assertThat(counts.getRepaired()).isEqualTo(1);
    assertThat(counts.getRepeated() + counts.getOutOfOrder()).isZero();
  }

  @Test
  void anAlteredBodyIsNamed() {
    add(audit, new Arrival(event(4, false).head(), "other".getBytes(StandardCharsets.UTF_8)));
    assertThat(audit.counts().getAltered()).isEqualTo(1);
    assertThat(audit.counts().getFirstAlteredList()).containsExactly(4L);
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 300);
  }

  /**
   * A broker's queue with random faults of a seeder, and an audit that is killed at random points:
   * after each, the broker delivers again what it saw no acknowledgement for. The counts must be
   * those of an audit that was never killed.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void killsChangeNoCount(long seed) {
    Random random = new Random(seed);
    List<Long> sent = new ArrayList<>();
    long ordinal = 0;
    for (int i = 0; i < 300; i++) {
      int fault = random.nextInt(30);
      if (fault == 0) {
        ordinal++; // Missing.
      } else if (fault == 1 && ordinal > 3 * PREFETCH) {
        // A repeat of one of the last deliveries can be taken for the broker's; see docs/audit.md.
        sent.add(ordinal - 3 * PREFETCH);
      }
      ordinal++;
      sent.add(ordinal);
    }
    long events = ordinal;
    EventAudit unharmed = audit(events);
    sent.forEach(each -> add(unharmed, event(each, false)));

    List<AuditEntry> journal = new ArrayList<>();
    Deque<Arrival> queue = new ArrayDeque<>();
    sent.forEach(each -> queue.add(event(each, false)));
    EventAudit killed = audit(events);
    while (!queue.isEmpty()) {
      killed = audit(events);
      journal.forEach(killed::restore);
      killed.reconnected();
      Deque<Arrival> unacknowledged = new ArrayDeque<>();
      boolean alive = true;
      while (alive && !queue.isEmpty()) {
        int batch = 1 + random.nextInt(PREFETCH / 2);
        for (int i = 0; i < batch && !queue.isEmpty(); i++) {
          Arrival next = queue.remove();
          add(killed, next);
          unacknowledged.add(next);
        }
        int fate = random.nextInt(8);
        if (fate > 0) {
          journal.add(killed.takeEntry());
        }
        if (fate > 1) {
          unacknowledged.clear();
        } else {
          alive = false;
        }
      }
      while (!unacknowledged.isEmpty()) {
        queue.addFirst(event(unacknowledged.removeLast().head().ordinal().orElseThrow(), true));
      }
    }
    assertThat(killed.counts().toBuilder().clearRedelivered().build()).isEqualTo(unharmed.counts());
    assertThat(killed.missing(1_000)).isEqualTo(unharmed.missing(1_000));
  }
}
