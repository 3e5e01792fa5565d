package com.happypancake.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  private ProgressLine line(boolean terminal, boolean quiet) {
    Console console =
        new Console(
            new Output(OutputStream.nullOutputStream()),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            terminal,
            20,
            24,
            words -> Optional.empty(),
            words -> Optional.empty());
    return new ProgressLine(console, nanos::get, quiet);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private String printed() {
    return err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void onATerminalALineRewritesItselfFiveTimesASecond() {
    ProgressLine line = line(true, false);
    line.update(() -> "one");
    pass(Duration.ofMillis(199));
    line.update(() -> "too soon");
    pass(Duration.ofMillis(1));
    line.update(() -> "two");
    assertThat(printed()).isEqualTo("\r\u001b[Kone\r\u001b[Ktwo");
  }

  @Test
  void elsewhereALineComesEveryFiveSeconds() {
    ProgressLine line = line(false, false);
    line.update(() -> "at once");
    pass(Duration.ofSeconds(5));
    line.update(() -> "one");
    pass(Duration.ofMillis(4_999));
    line.update(() -> "too soon");
    pass(Duration.ofMillis(1));
    line.update(() -> "two");
    assertThat(printed()).isEqualTo("one\ntwo\n");
  }

  @Test
  void aLongLineIsCutToTheTerminal() {
    line(true, false).update(() -> "0123456789".repeat(5));
    assertThat(printed()).isEqualTo("\r\u001b[K0123456789012345678");
  }

  @Test
  void whatIsSaidStaysAboveTheLiveLine() {
    ProgressLine line = line(true, false);
    line.update(() -> "live");
    line.say("note");
    pass(Duration.ofSeconds(1));
    line.update(() -> "live");
    line.close();
    assertThat(printed()).isEqualTo("\r\u001b[Klive\r\u001b[Knote\n\r\u001b[Klive\r\u001b[K");
  }

  @Test
  void aStepStays() {
    ProgressLine line = line(true, false);
    line.step("step");
    line.close();
    assertThat(printed()).isEqualTo("step\n");
  }

  @Test
  void quietShowsNoProgressButSaysWhatIsToBeSaid() {
    ProgressLine line = line(true, true);
    line.update(() -> "live");
    line.step("step");
    line.say("note");
    line.close();
    assertThat(printed()).isEqualTo("note\n");
  }
}
