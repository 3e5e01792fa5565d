package com.happypancake.seeder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SequenceWindowTest {

  private static final int SIZE = 4;

  private final SequenceWindow window = new SequenceWindow(SIZE);
  private int calls;

  private void add(long... ordinals) {
    for (long ordinal : ordinals) {
      window.add(ordinal);
    }
  }

  /** Returns the ordinals of an answer. */
  private long[] answer(long sequence, boolean multiple) {
    long[][] answered = {new long[0]};
    window.answer(
        sequence,
        multiple,
        (ordinals, count) -> {
          calls++;
          answered[0] = Arrays.copyOf(ordinals, count);
        });
    return answered[0];
  }

  @Test
  void aSingleAnswerIsThatOfOneMessageWhateverCameBefore() {
    add(11, 12, 13);
    assertThat(answer(2, false)).containsExactly(12);
    assertThat(answer(1, false)).containsExactly(11);
    assertThat(answer(3, false)).containsExactly(13);
  }

  @Test
  void anAnswerForSeveralLeavesOutWhatWasAnswered() {
    add(11, 12, 13, 14);
    assertThat(answer(2, false)).containsExactly(12);
    assertThat(answer(3, true)).containsExactly(11, 13);
    assertThat(answer(0, true)).as("0 stands for all").containsExactly(14);
  }

  @Test
  void aRepeatedAnswerIsNone() {
    add(11, 12);
    assertThat(answer(1, false)).containsExactly(11);
    assertThat(answer(1, false)).isEmpty();
    assertThat(answer(1, true)).isEmpty();
    assertThat(answer(2, true)).containsExactly(12);
    assertThat(answer(2, true)).isEmpty();
    assertThat(answer(0, true)).isEmpty();
    assertThat(calls).as("nobody is told of nothing").isEqualTo(2);
  }

  @Test
  void anAnswerToWhatWasNotSentIsNone() {
    add(11);
    assertThat(answer(1, true)).containsExactly(11);
    assertThat(answer(2, false)).isEmpty();
    add(12);
    assertThat(answer(99, true)).containsExactly(12);
  }

  @Test
  void placesAreUsedAgainRoundByRound() {
    for (long first = 1; first < 10L * SIZE; first += 3) {
      add(first, first + 1, first + 2);
      assertThat(answer(first + 1, false)).containsExactly(first + 1);
      assertThat(answer(first + 2, true)).containsExactly(first, first + 2);
    }
  }

  @Test
  void aMessageWithoutAnAnswerHoldsItsPlace() {
    add(11, 12, 13, 14);
    assertThat(answer(2, false)).containsExactly(12);
    assertThatIllegalStateException()
        .isThrownBy(() -> window.add(15))
        .withMessage("more than 4 messages in flight");
    assertThat(answer(1, false)).containsExactly(11);
    add(15, 16);
    assertThatIllegalStateException().isThrownBy(() -> window.add(17));
    assertThat(answer(0, true)).containsExactly(LongStream.of(13, 14, 15, 16).toArray());
  }
}
