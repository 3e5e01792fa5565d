package com.happypancake.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private final TestTerminal terminal = new TestTerminal();

  private ProgressLine line(boolean isTerminal, boolean quiet) {
    return new ProgressLine(terminal.console(isTerminal), terminal::nanoTime, quiet);
  }

  @Test
  void onATerminalALineRewritesItselfFiveTimesASecond() {
    ProgressLine line = line(true, false);
    line.update(() -> "one");
    terminal.pass(Duration.ofMillis(199));
    line.update(() -> "too soon");
    terminal.pass(Duration.ofMillis(1));
    line.update(() -> "two");
    assertThat(terminal.printed()).isEqualTo("\r\u001b[Kone\r\u001b[Ktwo");
  }

  @Test
  void elsewhereALineComesEveryFiveSeconds() {
    ProgressLine line = line(false, false);
    line.update(() -> "at once");
    terminal.pass(Duration.ofSeconds(5));
    line.update(() -> "one");
    terminal.pass(Duration.ofMillis(4_999));
    line.update(() -> "too soon");
    terminal.pass(Duration.ofMillis(1));
    line.update(() -> "two");
    assertThat(terminal.printed()).isEqualTo("one\ntwo\n");
  }

  @Test
  void aLongLineIsCutToTheTerminal() {
    line(true, false).update(() -> "0123456789".repeat(5));
    assertThat(terminal.printed()).isEqualTo("\r\u001b[K0123456789012345678");
  }

  @Test
  void whatIsSaidStaysAboveTheLiveLine() {
    ProgressLine line = line(true, false);
    line.update(() -> "live");
    line.say("note");
    terminal.pass(Duration.ofSeconds(1));
    line.update(() -> "live");
    line.close();
    assertThat(terminal.printed())
        .isEqualTo("\r\u001b[Klive\r\u001b[Knote\n\r\u001b[Klive\r\u001b[K");
  }

  @Test
  void aStepStays() {
    ProgressLine line = line(true, false);
    line.step("step");
    line.close();
    assertThat(terminal.printed()).isEqualTo("step\n");
  }

  @Test
  void quietShowsNoProgressButSaysWhatIsToBeSaid() {
    ProgressLine line = line(true, true);
    line.update(() -> "live");
    line.step("step");
    line.say("note");
    line.close();
    assertThat(terminal.printed()).isEqualTo("note\n");
  }
}
