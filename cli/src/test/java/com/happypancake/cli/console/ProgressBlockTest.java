package com.happypancake.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBlockTest {

  private static final String UP_2 = "\u001b[2A\r\u001b[J";
  private static final String CUT = "\u001b[?7l";
  private static final String BREAK = "\u001b[?7h";

  private final TestTerminal terminal = new TestTerminal();

  private ProgressBlock block(boolean isTerminal, boolean quiet) {
    return new ProgressBlock(
        terminal.console(isTerminal), TestTerminal.CLOCK, terminal::nanoTime, quiet);
  }

  private static void update(ProgressBlock block, String first, String second) {
    block.update(() -> List.of(first, second), () -> first + "; " + second);
  }

  @Test
  void onATerminalTheLinesRewriteThemselvesFiveTimesASecond() {
    ProgressBlock block = block(true, false);
    update(block, "a", "b");
    terminal.pass(Duration.ofMillis(199));
    update(block, "too", "soon");
    terminal.pass(Duration.ofMillis(1));
    update(block, "c", "d");
    assertThat(terminal.printed())
        .isEqualTo(CUT + "a\nb\n" + BREAK + UP_2 + CUT + "c\nd\n" + BREAK);
  }

  @Test
  void whatIsSaidStandsAboveTheBlockAsItIsByThen() {
    ProgressBlock block = block(true, false);
    AtomicLong rows = new AtomicLong(1);
    block.update(() -> List.of("all", rows + " rows"), () -> "");
    rows.set(2);
    block.say("note");
    block.close();
    assertThat(terminal.printed())
        .isEqualTo(
            CUT + "all\n1 rows\n" + BREAK + UP_2 + "note\n" + CUT + "all\n2 rows\n" + BREAK + UP_2);
  }

  @Test
  void afterTheEndNothingIsShown() {
    ProgressBlock block = block(true, false);
    block.close();
    update(block, "a", "b");
    assertThat(terminal.printed()).isEmpty();
  }

  @Test
  void elsewhereALineComesEveryFiveSecondsAndNothingOfWhatIsDone() {
    ProgressBlock block = block(false, false);
    update(block, "at", "once");
    terminal.pass(Duration.ofSeconds(5));
    update(block, "a", "b");
    block.done("done");
    block.say("note");
    block.close();
    assertThat(terminal.printed()).isEqualTo("2026-01-02T03:04:05Z a; b\nnote\n");
  }

  @Test
  void quietShowsNoProgressButSaysWhatIsToBeSaid() {
    ProgressBlock block = block(true, true);
    update(block, "a", "b");
    block.done("done");
    block.say("note");
    block.close();
    assertThat(terminal.printed()).isEqualTo("note\n");
  }
}
