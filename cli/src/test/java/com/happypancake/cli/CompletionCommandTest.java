package com.happypancake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.happypancake.cli.command.Candidates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Has the shells themselves complete lines by the script. */
@Timeout(60)
class CompletionCommandTest {

  private static final String COMPLETE =
      "source ./completion; COMP_WORDS=(\"$@\"); COMP_CWORD=$((${#} - 1)); _hpc;"
          + " for each in \"${COMPREPLY[@]}\"; do printf '%s\\n' \"$each\"; done";

  private static final String ZSH_REQUIRED = "HPC_TEST_ZSH_REQUIRED";

  @TempDir private static Path folder;

  @BeforeAll
  static void writeTheScriptAndWhatLiesInTheFolder() throws IOException {
    TestSession session = new TestSession();
    assertThat(session.run("completion")).as(session.err()).isZero();
    Files.writeString(folder.resolve("completion"), session.out());
    for (String table : List.of("Cats", "Cows", "a b")) {
      for (String part : List.of("part-00000.pb.gz", "part-00001.pb.gz")) {
        Path file = folder.resolve("my dump").resolve(table).resolve(part);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
      }
    }
  }

  /** A line as bash cuts it into words, the last of which is completed, and what it may become. */
  static Stream<Arguments> lines() {
    return Stream.of(
        line("hpc to", "topology"),
        line("hpc dumps co", "count"),
        line("hpc help ev", "events"),
        line("hpc help topology de", "declare", "delete"),
        line("hpc topology declare --queue-type q", "quorum"),
        line("hpc topology declare --modules ne", "news"),
        line("hpc topology delete --for", "--force"),
        line("hpc sample create --country ", "FI", "SE"),
        line("hpc extract --country A", "AT"),
        line("hpc extract --source jdbc : h2 : mem:x --consistency s", "snapshot"),
        line("hpc extract check --deletes ", "change-tracking", "keys", "none"),
        line("hpc extract --codec gkl", "gkl-1", "gkl-2"),
        line("hpc extract --log-format ", "text", "json"),
        line("hpc extract --tables Cities,Mes", "Cities,Messages"),
        line("hpc dumps cat x --format c", "csv"),
        line("hpc dumps cat my\\_dump ", "a b", "Cats", "Cows"),
        line("hpc dumps stats --quiet 'my_dump' Co", "Cows"),
        line("hpc dumps diff my_dump my_dump Ca", "Cats"),
        line("hpc sample create --to my_dump --rate "),
        line("hpc transform s", "story", "summary"),
        line("hpc dumps find nowhere Mess", "Messages"),
        line("hpc dumps import --table Mess", "Messages"),
        line("hpc dumps import --country F", "FI"),
        line("hpc dumps ls m", "my dump"),
        line("hpc dumps ls my_dump "),
        line("hpc dumps merge my_dump my_dump m", "my dump"),
        line("hpc seed --report comp", "completion"),
        line("hpc seed --in comp"),
        line("hpc events cat x message-r", "message-removed"),
        line("hpc events head --type message-s", "message-sent"),
        line("hpc transform --types message-s", "message-sent"),
        line("hpc transform --types seed-"),
        line("hpc dumps head --lines "),
        line("hpc completion ", "bash", "zsh"));
  }

  private static Arguments line(String words, String... completed) {
    return arguments(words, List.of(completed));
  }

  private static List<String> complete(String line, String... shell)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(shell));
    Stream.of(line.split(" ", -1)).map(word -> word.replace('_', ' ')).forEach(command::add);
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isZero();
    assertThat(err).isEmpty();
    return out.lines().filter(each -> !each.isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void bashCompletesCommandsOptionsAndTheirValues(String line, List<String> completed)
      throws IOException, InterruptedException {
    assertThat(complete(line, "bash", "-c", COMPLETE, "bash"))
        .containsExactlyInAnyOrderElementsOf(completed);
  }

  @Test
  void bashReplacesOnlyWhatFollowsAnEqualsSignOrAColon() throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("a:b"));
    assertThat(complete("hpc dumps cat x --format = c", "bash", "-c", COMPLETE, "bash"))
        .containsExactly("csv");
    assertThat(complete("hpc dumps ls a :", "bash", "-c", COMPLETE, "bash")).containsExactly("b");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void zshCompletesTheSame(String line, List<String> completed)
      throws IOException, InterruptedException {
    boolean there =
        Stream.of("/bin/zsh", "/usr/bin/zsh").map(Path::of).anyMatch(Files::isExecutable);
    assertThat(there || System.getenv(ZSH_REQUIRED) == null)
        .as("zsh is there; %s is set", ZSH_REQUIRED)
        .isTrue();
    assumeTrue(there, "no zsh; Debian's package zsh has it");
    // As bashcompinit does, which takes long to load: nothing else of it is used.
    String load = "complete() { true; }; ";
    assertThat(complete(line.replace(" : h2 : ", ":h2:"), "zsh", "-fc", load + COMPLETE, "zsh"))
        .containsExactlyInAnyOrderElementsOf(completed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--consistency", "--deletes", "--codec", "--country"})
  void theCommandTakesEachValueThatIsCompleted(String option) {
    Candidates candidates =
        switch (option) {
          case "--consistency" -> new Candidates.Consistencies();
          case "--deletes" -> new Candidates.Deletions();
          case "--codec" -> new Candidates.Codecs();
          default -> new Candidates.Countries();
        };
    for (String value : candidates) {
      TestSession session = new TestSession();
      session.run(
          ("extract check --source jdbc:h2:mem:none --country FI --out none --since none "
                  + option
                  + " "
                  + value)
              .replaceFirst(option.equals("--country") ? "--country FI " : "^$", "")
              .split(" "));
      assertThat(session.err()).doesNotContain(value + "'").doesNotContain(option);
    }
  }

  @Test
  void anUnknownShellIsRefused() {
    TestSession session = new TestSession();
    assertThat(session.run("completion", "fish")).isEqualTo(2);
    assertThat(session.err())
        .isEqualTo("hpc completion: shell 'fish' is not known; expected bash or zsh\n");
  }
}
