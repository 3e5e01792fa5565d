package com.happypancake.cli.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Presses keys on a real terminal, which script of util-linux makes. */
@Timeout(180)
class TerminalKeysIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @BeforeEach
  void needScript() {
    Assumptions.assumeTrue(
        Files.exists(Path.of("/usr/bin/script")), "no script of util-linux is there");
  }

  /** Starts a process on a terminal of its own, whose settings are printed before and after it. */
  private Process start(String shellLine) throws IOException {
    String java =
        Path.of(System.getProperty("java.home"), "bin", "java")
            + " -Dhpc.terminal.stdin=true -Dhpc.terminal.stderr=true -cp "
            + System.getProperty("java.class.path")
            + " "
            + KeysMain.class.getName();
    String line =
        "stty -echo; stty -g; " + shellLine.replace("MAIN", java) + "; echo ended; stty -g";
    ProcessBuilder builder = new ProcessBuilder("script", "-qfc", line, "/dev/null");
    builder.environment().put("SHELL", "/bin/bash");
    return builder.redirectErrorStream(true).redirectOutput(out().toFile()).start();
  }

  private Path out() {
    return folder.resolve("out");
  }

  private List<String> lines() throws IOException {
    return Files.readString(out(), StandardCharsets.UTF_8).lines().toList();
  }

  private void expect(String line) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(lines()).contains(line));
  }

  private static void type(Process process, String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  /** Checks that the terminal has its settings back after the process. */
  private void end(Process process) throws IOException, InterruptedException {
    expect("ended");
    await().atMost(PATIENCE).until(() -> lines().indexOf("ended") < lines().size() - 1);
    process.getOutputStream().close();
    process.waitFor();
    List<String> lines = lines();
    assertThat(lines.get(lines.size() - 1)).isEqualTo(lines.get(0)).contains(":");
  }

  @Test
  void keysHoldTheRun() throws Exception {
    Process process = start("MAIN");
    expect("ready");
    type(process, "+");
    expect("rate 2500");
    type(process, "--x");
    expect("rate 1600");
    type(process, " ");
    expect("pause");
    type(process, " ");
    expect("resume");
    type(process, "q");
    end(process);
    assertThat(lines())
        .containsSubsequence(
            "said keys: + faster, - slower, space pauses and continues, q stops",
            "ready",
            "rate 2500",
            "said rate 2500/s instead of 2000/s",
            "rate 2000",
            "rate 1600",
            "pause",
            "said paused; space goes on",
            "resume",
            "stop",
            "said stops after the outstanding confirms; the same command goes on later",
            "ended");
  }

  @Test
  void ctrlCEndsTheProcessAndRestoresTheTerminal() throws Exception {
    Process process = start("trap : INT; MAIN");
    expect("ready");
    type(process, "+");
    expect("rate 2500");
    type(process, "\u0003");
    end(process);
  }

  @Test
  void aProcessInTheBackgroundLeavesTheTerminalAlone() throws Exception {
    Process process = start("set -m; MAIN & read -r word; echo \"word $word\"; kill %1; wait");
    expect("ready");
    type(process, "+q\n");
    expect("word +q");
    end(process);
    assertThat(lines()).noneMatch(line -> line.startsWith("said") || line.startsWith("rate"));
  }
}
