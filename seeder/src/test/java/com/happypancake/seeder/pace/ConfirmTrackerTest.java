package com.happypancake.seeder.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.seeder.pace.ConfirmTracker.Confirms;
import com.happypancake.seeder.pace.ConfirmTracker.Latency;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfirmTrackerTest {

  private static final int WINDOW = 5;
  private static final long FIRST = 101;

  private final ConfirmTracker tracker = new ConfirmTracker(WINDOW, FIRST);

  private void send(int events) {
    for (int i = 0; i < events; i++) {
      long sent = tracker.confirms().sent();
      tracker.sent(sent + 1, FIRST + sent, 0);
    }
  }

  private void expect(long confirmed, long returned, long nacked, long inFlight, long first) {
    Confirms confirms = tracker.confirms();
    assertThat(confirms)
        .isEqualTo(new Confirms(confirms.sent(), confirmed, returned, nacked, first));
    assertThat(confirms.inFlight()).isEqualTo(inFlight);
  }

  @Test
  void beforeAnythingIsSentTheFirstOrdinalIsTheOneToBeginWith() {
    expect(0, 0, 0, 0, FIRST);
  }

  @Test
  void aSingleConfirmCountsOnce() {
    send(3);
    tracker.confirmed(1, false, 0);
    expect(1, 0, 0, 2, FIRST + 1);
    tracker.confirmed(1, false, 0);
    expect(1, 0, 0, 2, FIRST + 1);
  }

  @Test
  void aMultipleConfirmCountsAllBeforeItThatAreOpen() {
    send(5);
    tracker.confirmed(2, false, 0);
    tracker.confirmed(4, true, 0);
    expect(4, 0, 0, 1, FIRST + 4);
  }

  @Test
  void aMultipleConfirmOfSequenceZeroCountsAllThatAreOpen() {
    send(4);
    tracker.confirmed(0, true, 0);
    expect(4, 0, 0, 0, FIRST + 4);
  }

  @Test
  void aConfirmAheadOfOthersDoesNotMoveThePosition() {
    send(5);
    tracker.confirmed(4, false, 0);
    tracker.confirmed(5, false, 0);
    expect(2, 0, 0, 3, FIRST);
    tracker.confirmed(3, true, 0);
    expect(5, 0, 0, 0, FIRST + 5);
  }

  @Test
  void theWindowReachesFromTheOldestOpenEvent() {
    send(5);
    assertThat(tracker.hasRoom()).isFalse();
    tracker.confirmed(5, false, 0);
    assertThat(tracker.hasRoom()).isFalse();
    tracker.confirmed(1, false, 0);
    assertThat(tracker.hasRoom()).isTrue();
    assertThatThrownBy(() -> send(2)).isInstanceOf(IllegalStateException.class);
    expect(2, 0, 0, 4, FIRST + 1);
  }

  @Test
  void aReturnedEventIsNotConfirmedByTheConfirmThatFollows() {
    send(3);
    assertThat(tracker.returned(FIRST + 1)).isTrue();
    expect(0, 1, 0, 2, FIRST);
    tracker.confirmed(3, true, 0);
    expect(2, 1, 0, 0, FIRST + 1);
  }

  @Test
  void aReturnOfWhatIsNotInFlightChangesNothing() {
    send(2);
    tracker.confirmed(1, false, 0);
    assertThat(tracker.returned(FIRST)).isFalse();
    assertThat(tracker.returned(FIRST + 2)).isFalse();
    assertThat(tracker.returned(FIRST - 1)).isFalse();
    assertThat(tracker.returned(FIRST + 1)).isTrue();
    assertThat(tracker.returned(FIRST + 1)).isFalse();
    expect(1, 1, 0, 0, FIRST + 1);
  }

  @Test
  void aRefusedEventKeepsThePositionWhateverComesAfterIt() {
    send(5);
    tracker.confirmed(1, false, 0);
    tracker.nacked(3, true);
    tracker.confirmed(5, true, 0);
    expect(3, 0, 2, 0, FIRST + 1);
    assertThat(tracker.confirms().anyMissing()).isTrue();
  }

  @Test
  void theLowestMissingOrdinalIsThePosition() {
    send(4);
    tracker.nacked(4, false);
    tracker.returned(FIRST + 1);
    tracker.confirmed(3, true, 0);
    expect(2, 1, 1, 0, FIRST + 1);
  }

  @Test
  void anAnswerForWhatWasNeverSentChangesNothing() {
    send(2);
    tracker.confirmed(7, false, 0);
    tracker.nacked(7, false);
    expect(0, 0, 0, 2, FIRST);
  }

  @Test
  void aNumberOutOfSequenceIsRefused() {
    assertThatThrownBy(() -> tracker.sent(2, FIRST, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "expected sequence number 1 with ordinal 101 in a window with room;"
                + " got 2 with 101, 0 in flight");
    assertThatThrownBy(() -> tracker.sent(1, FIRST + 1, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void latencyCountsFromWhenAnEventWasDue() {
    tracker.sent(1, FIRST, 1_000_000);
    tracker.sent(2, FIRST + 1, 2_000_000);
    tracker.confirmed(2, true, 5_000_000);
    assertThat(tracker.latency().maxMicros()).isBetween(4_000L, 4_003L);
    assertThat(tracker.latency().p50Micros()).isBetween(3_000L, 3_003L);
  }

  @Test
  void whatCameBackHasNoLatency() {
    send(2);
    tracker.returned(FIRST);
    tracker.nacked(2, false);
    tracker.confirmed(1, false, 9_000_000);
    assertThat(tracker.latency()).isEqualTo(new Latency(0, 0, 0, 0, 0));
  }

  @Test
  void whateverTheOrderOfAnswersTheCountsAddUp() {
    Random random = new Random(42);
    List<Long> open = new ArrayList<>();
    for (int step = 0; step < 100_000; step++) {
      if (tracker.hasRoom() && random.nextBoolean()) {
        send(1);
        open.add(tracker.confirms().sent());
      } else if (!open.isEmpty()) {
        long sequence = open.get(random.nextInt(open.size()));
        boolean multiple = random.nextInt(4) == 0;
        if (random.nextInt(1_000) == 0) {
          tracker.nacked(sequence, multiple);
        } else {
          tracker.confirmed(sequence, multiple, step);
        }
        open.removeIf(each -> each == sequence || (multiple && each < sequence));
      }
      Confirms confirms = tracker.confirms();
      assertThat(confirms.inFlight()).isEqualTo(open.size());
      assertThat(confirms.confirmed() + confirms.nacked() + confirms.inFlight())
          .isEqualTo(confirms.sent());
    }
    assertThat(tracker.confirms().sent()).isGreaterThan(1_000);
  }
}
