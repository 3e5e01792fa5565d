package com.happypancake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessCommandTest {

  @Test
  void aPeerThatIsNotThereIsNamedWithItsPackage() {
    ProcessCommand peer =
        ProcessCommand.peer("isal", Optional.empty(), "no-such-igzip", "-1", "-c", "raw");
    assertThat(peer.obstacle())
        .contains(
            "Left out: `no-such-igzip -1 -c`, since there is no no-such-igzip on the PATH;"
                + " Debian's package isal has it.");
  }

  @Test
  void aPeerThatIsThereHasNoObstacle() {
    assertThat(ProcessCommand.peer("coreutils", Optional.empty(), "cat", "file").obstacle())
        .isEmpty();
  }

  @Test
  void outputGoesToTheFile(@TempDir Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("output");
    ProcessCommand.ours("ours", List.of("echo", "one"), "two").to(file).run();
    assertThat(file).hasContent("one two");
  }

  @Test
  void aProcessThatFailsEndsTheRun() {
    ProcessCommand failing = ProcessCommand.ours("ours", List.of("sh", "-c"), "exit 5");
    assertThatThrownBy(failing::run)
        .isInstanceOf(IOException.class)
        .hasMessage("ours: exited with 5; expected 0: sh -c exit 5");
  }

  @Test
  void aTableIsMarkdown() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new MarkdownTable("what", "s", "goal")
        .row("a", "1.0", "")
        .print(new PrintStream(bytes, true, StandardCharsets.UTF_8), "Writing");
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "", "### Writing", "", "| what | s | goal |", "|---|---:|---:|", "| a | 1.0 | |");
  }

  @Test
  void aRowOfAnotherWidthIsRefused() {
    assertThatThrownBy(() -> new MarkdownTable("what", "s").row("a"))
        .hasMessage("a row of 1 cells in a table of 2 columns");
  }
}
