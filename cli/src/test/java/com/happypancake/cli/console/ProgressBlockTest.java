package com.happypancake.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBlockTest {

  private static final String UP_2 = "\u001b[2A\r\u001b[J";
  private static final String CUT = "\u001b[?7l";
  private static final String BREAK = "\u001b[?7h";

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  private ProgressBlock block(boolean terminal, boolean quiet) {
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
    return new ProgressBlock(console, nanos::get, quiet);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private String printed() {
    return err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private static void update(ProgressBlock block, String first, String second) {
    block.update(() -> List.of(first, second), () -> first + "; " + second);
  }

  @Test
  void onATerminalTheLinesRewriteThemselvesFiveTimesASecond() {
    ProgressBlock block = block(true, false);
    update(block, "a", "b");
    pass(Duration.ofMillis(199));
    update(block, "too", "soon");
    pass(Duration.ofMillis(1));
    update(block, "c", "d");
    assertThat(printed()).isEqualTo(CUT + "a\nb\n" + BREAK + UP_2 + CUT + "c\nd\n" + BREAK);
  }

  @Test
  void whatIsSaidStandsAboveTheBlockAsItIsByThen() {
    ProgressBlock block = block(true, false);
    AtomicLong rows = new AtomicLong(1);
    block.update(() -> List.of("all", rows + " rows"), () -> "");
    rows.set(2);
    block.say("note");
    block.close();
    assertThat(printed())
        .isEqualTo(
            CUT + "all\n1 rows\n" + BREAK + UP_2 + "note\n" + CUT + "all\n2 rows\n" + BREAK + UP_2);
  }

  @Test
  void afterTheEndNothingIsShown() {
    ProgressBlock block = block(true, false);
    block.close();
    update(block, "a", "b");
    assertThat(printed()).isEmpty();
  }

  @Test
  void elsewhereALineComesEveryFiveSecondsAndNothingOfWhatIsDone() {
    ProgressBlock block = block(false, false);
    update(block, "at", "once");
    pass(Duration.ofSeconds(5));
    update(block, "a", "b");
    block.done("done");
    block.say("note");
    block.close();
    assertThat(printed()).isEqualTo("a; b\nnote\n");
  }

  @Test
  void quietShowsNoProgressButSaysWhatIsToBeSaid() {
    ProgressBlock block = block(true, true);
    update(block, "a", "b");
    block.done("done");
    block.say("note");
    block.close();
    assertThat(printed()).isEqualTo("note\n");
  }
}
