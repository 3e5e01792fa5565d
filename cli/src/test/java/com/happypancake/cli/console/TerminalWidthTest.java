package com.happypancake.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalWidthTest {

  private final AtomicLong nanos = new AtomicLong(-5);
  private final Queue<OptionalInt> answers = new ArrayDeque<>();
  private final TerminalWidth width = new TerminalWidth(80, answers::remove, nanos::get);

  private int after(Duration time) {
    nanos.addAndGet(time.toNanos());
    return width.getAsInt();
  }

  @Test
  void itAsksEveryTwoSeconds() {
    answers.addAll(List.of(OptionalInt.of(60), OptionalInt.of(132)));
    assertThat(after(Duration.ofMillis(1_999))).isEqualTo(80);
    assertThat(after(Duration.ofMillis(1))).isEqualTo(60);
    assertThat(after(Duration.ofMillis(1_999))).isEqualTo(60);
    assertThat(after(Duration.ofMillis(1))).isEqualTo(132);
  }

  @Test
  void withoutAnAnswerItAsksNoMore() {
    answers.add(OptionalInt.empty());
    assertThat(after(Duration.ofSeconds(2))).isEqualTo(80);
    assertThat(after(Duration.ofSeconds(2))).isEqualTo(80);
  }

  @ParameterizedTest
  @CsvSource({"24 80, 80", "'50 132\n', 132", "0 0,", "'',", "rows; columns,", "24 80 3,"})
  void itReadsWhatSttyPrints(String size, Integer columns) {
    assertThat(TerminalWidth.columns(size))
        .isEqualTo(columns == null ? OptionalInt.empty() : OptionalInt.of(columns));
  }
}
