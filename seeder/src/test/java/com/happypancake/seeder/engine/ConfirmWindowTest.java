package com.happypancake.seeder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.protobuf.ByteString;
import com.happypancake.schemas.seed.Progress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConfirmWindowTest {

  private static final int SPAN = 5;

  private final ConfirmWindow<String> window = after(Progress.getDefaultInstance(), 0);

  private static ConfirmWindow<String> after(Progress progress, long maySentTo) {
    return new ConfirmWindow<>(SPAN, progress, maySentTo);
  }

  private static void add(ConfirmWindow<String> window, long... ordinals) {
    for (long ordinal : ordinals) {
      window.add(ordinal, "event " + ordinal);
    }
  }

  /** Sends all that is queued, and returns it in the order in which it was sent. */
  private static List<Long> send(ConfirmWindow<String> window) {
    List<Long> sent = new ArrayList<>();
    for (OptionalLong next = window.nextQueued(); next.isPresent(); next = window.nextQueued()) {
      assertThat(window.message(next.getAsLong())).isEqualTo("event " + next.getAsLong());
      boolean ignored = window.sent(next.getAsLong(), 0);
      sent.add(next.getAsLong());
    }
    return sent;
  }

  private static void confirm(ConfirmWindow<String> window, long... ordinals) {
    for (long ordinal : ordinals) {
      assertThat(window.confirmed(ordinal)).as("event %d", ordinal).isTrue();
    }
  }

  private static Progress sync(ConfirmWindow<String> window) {
    Progress progress = window.takeProgress().orElseThrow();
    window.synced(progress);
    return progress;
  }

  private static Progress progress(long prefix, long confirmed, long sentTo, long... after) {
    BitSet bits = new BitSet();
    for (long ordinal : after) {
      bits.set((int) (ordinal - prefix - 1));
    }
    return Progress.newBuilder()
        .setPrefix(prefix)
        .setConfirmed(confirmed)
        .setSentTo(sentTo)
        .setAfter(ByteString.copyFrom(bits.toByteArray()))
        .build();
  }

  @Test
  void roomComesWithTheSynchronisedLogAndNotWithTheConfirm() {
    add(window, 1, 2, 3, 4, 5);
    assertThat(window.hasRoom(6)).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> window.add(6, "event 6"))
        .withMessage("expected an ordinal in 6 to 5, got 6");
    assertThat(send(window)).containsExactly(1L, 2L, 3L, 4L, 5L);
    confirm(window, 1, 2);
    assertThat(window.hasRoom(6)).isFalse();
    Progress taken = window.takeProgress().orElseThrow();
    assertThat(taken).isEqualTo(progress(2, 2, 5));
    assertThat(window.hasRoom(6)).isFalse();
    window.synced(taken);
    assertThat(window.hasRoom(7)).isTrue();
    assertThat(window.hasRoom(8)).isFalse();
  }

  @Test
  void placesAreUsedAgainRoundByRound() {
    for (long first = 1; first <= 10L * SPAN; first += 3) {
      add(window, first, first + 1, first + 2);
      assertThat(send(window)).containsExactly(first, first + 1, first + 2);
      confirm(window, first + 2, first, first + 1);
      assertThat(sync(window)).isEqualTo(progress(first + 2, first + 2, first + 2));
      assertThat(window.isEmpty()).isTrue();
    }
  }

  @Test
  void aGapHoldsThePrefixAndTheLogKnowsWhatIsConfirmedBehindIt() {
    add(window, 1, 2, 3, 4);
    assertThat(send(window)).hasSize(4);
    confirm(window, 2, 4);
    assertThat(sync(window)).isEqualTo(progress(0, 2, 4, 2, 4));
    assertThat(window.hasRoom(6)).isFalse();
    confirm(window, 1);
    assertThat(sync(window)).isEqualTo(progress(2, 3, 4, 4));
    confirm(window, 3);
    assertThat(sync(window)).isEqualTo(progress(4, 4, 4));
    assertThat(window.takeProgress()).isEmpty();
  }

  @Test
  void anotherConfirmOfAnEventCountsNothing() {
    add(window, 1, 2);
    assertThat(send(window)).hasSize(2);
    confirm(window, 1);
    assertThat(window.confirmed(1)).isFalse();
    sync(window);
    assertThat(window.confirmed(1)).isFalse();
    assertThat(window.confirmed(1 + SPAN)).isFalse();
    assertThat(window.nacked(1)).isFalse();
    assertThat(window.returned(1)).isFalse();
    assertThat(window.confirmed()).isEqualTo(1);
    assertThat(window.inFlight()).isEqualTo(1);
    assertThat(window.unsynced()).isZero();
  }

  @Test
  void anAnswerToWhatWasNotSentChangesNothing() {
    add(window, 1);
    assertThat(window.confirmed(1)).isFalse();
    assertThat(window.nacked(1)).isFalse();
    assertThat(window.returned(1)).isFalse();
    assertThat(send(window)).containsExactly(1L);
    confirm(window, 1);
  }

  @Test
  void theConfirmOfAReturnedEventRefusesIt() {
    add(window, 1, 2);
    assertThat(send(window)).hasSize(2);
    assertThat(window.returned(1)).isTrue();
    assertThat(window.returned(1)).isFalse();
    assertThat(window.inFlight()).isEqualTo(2);
    assertThat(window.confirmed(1)).isFalse();
    assertThat(window.inFlight()).isEqualTo(1);
    assertThat(window.refused()).isEqualTo(1);
    assertThat(window.confirmed()).isZero();
    confirm(window, 2);
    assertThat(sync(window)).isEqualTo(progress(0, 1, 2, 2));

    window.requeueRefused();
    assertThat(window.refused()).isZero();
    assertThat(send(window)).containsExactly(1L);
    confirm(window, 1);
    assertThat(sync(window)).isEqualTo(progress(2, 2, 2));
  }

  @Test
  void aRefusedEventIsToldOnceAndSentAgain() {
    add(window, 1, 2, 3);
    assertThat(send(window)).hasSize(3);
    assertThat(window.nacked(2)).isTrue();
    assertThat(window.nacked(2)).isFalse();
    assertThat(window.returned(3)).isTrue();
    assertThat(window.nacked(3)).as("its return was told").isFalse();
    assertThat(window.refused()).isEqualTo(2);
    assertThat(window.nextQueued()).isEmpty();
    window.requeueRefused();
    assertThat(send(window)).containsExactly(2L, 3L);
  }

  @Test
  void afterALostLinkWhatHasNoAnswerIsSentAgainBeforeAllElse() {
    add(window, 1, 2, 3, 4);
    assertThat(send(window)).hasSize(4);
    add(window, 5);
    confirm(window, 2);
    assertThat(window.returned(3)).isTrue();
    assertThat(window.nacked(4)).isTrue();
    window.requeueUnanswered();
    assertThat(window.inFlight()).isZero();
    assertThat(window.queued()).isEqualTo(3);
    assertThat(send(window)).as("4 was answered").containsExactly(1L, 3L, 5L);
    window.requeueRefused();
    assertThat(send(window)).containsExactly(4L);
    confirm(window, 1, 3, 4, 5);
    assertThat(sync(window)).isEqualTo(progress(5, 5, 5));
  }

  @Test
  void whatMayHaveBeenSentBeforeIsARepeat() {
    ConfirmWindow<String> next = after(progress(2, 2, 3), 4);
    add(next, 3, 4, 5);
    assertThat(next.sent(3, 0)).isTrue();
    assertThat(next.sent(4, 0)).isTrue();
    assertThat(next.sent(5, 0)).isFalse();
    next.requeueUnanswered();
    assertThat(next.sent(5, 0)).isTrue();
    assertThat(next.progress().getSentTo()).isEqualTo(5);
  }

  @Test
  void whatAnEarlierRunConfirmedIsNotSentAgain() {
    ConfirmWindow<String> next = after(progress(2, 4, 6, 4, 6), 6);
    assertThat(next.takeProgress()).isEmpty();
    add(next, 3, 4, 5);
    assertThat(send(next)).containsExactly(3L, 5L);
    confirm(next, 3);
    assertThat(sync(next)).as("6 was not read again yet").isEqualTo(progress(4, 5, 6, 6));
    add(next, 6, 7);
    assertThat(send(next)).containsExactly(7L);
    confirm(next, 5, 7);
    assertThat(sync(next)).isEqualTo(progress(7, 7, 7));
  }

  @Test
  void ordinalsThatAreNotChosenNeedNoConfirm() {
    window.skip(3);
    add(window, 4);
    assertThat(send(window)).containsExactly(4L);
    assertThat(sync(window).getPrefix()).isEqualTo(3);
    add(window, 7);
    assertThat(send(window)).containsExactly(7L);
    confirm(window, 4);
    assertThat(sync(window)).isEqualTo(progress(6, 1, 7));
    confirm(window, 7);
    assertThat(sync(window)).isEqualTo(progress(7, 2, 7));
  }

  @Test
  void anEmptyWindowSkipsAnyNumberOfOrdinals() {
    add(window, 1);
    window.skip(1_000_000);
    assertThat(window.hasRoom(1_000_001)).isFalse();
    assertThat(send(window)).containsExactly(1L);
    confirm(window, 1);
    window.skip(1_000_000);
    assertThat(sync(window)).isEqualTo(progress(1_000_000, 1, 1));
    add(window, 1_000_001);
    assertThat(send(window)).containsExactly(1_000_001L);
  }

  @Test
  void theEndSaysAgainWhatTheLogKnows() {
    add(window, 1);
    assertThat(send(window)).containsExactly(1L);
    confirm(window, 1);
    Progress last = sync(window);
    assertThat(window.takeProgress()).isEmpty();
    assertThat(window.progress()).isEqualTo(last);
  }

  @Test
  void latencyIsCountedFromTheTimeAtWhichAnEventWasDue() {
    add(window, 1);
    boolean ignored = window.sent(1, 77);
    confirm(window, 1);
    assertThat(window.due(1)).isEqualTo(77);
  }
}
