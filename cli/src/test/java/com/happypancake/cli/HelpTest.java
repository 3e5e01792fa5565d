package com.happypancake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.dumps.block.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

  private static final int TERMINAL_COLUMNS = 80;

  /** What each command's --help prints. */
  private static final Map<String, String> HELP = new ConcurrentHashMap<>();

  static Stream<String> everyCommand() {
    List<String> names = new ArrayList<>();
    collect(CommandLines.tree(new TestSession().context()), names);
    return names.stream();
  }

  private static void collect(CommandLine command, List<String> names) {
    names.add(command.getCommandSpec().qualifiedName());
    command.getSubcommands().values().forEach(child -> collect(child, names));
  }

  private static String help(String command) {
    return HELP.computeIfAbsent(command, HelpTest::print);
  }

  private static String print(String command) {
    TestSession session = new TestSession();
    String[] words = (command + " --help").split(" ", -1);
    assertThat(session.run(List.of(words).subList(1, words.length).toArray(String[]::new)))
        .isZero();
    assertThat(session.err()).isEmpty();
    return session.out();
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void everyCommandTeachesByExample(String command) {
    String help = help(command);
    assertThat(help).contains("Examples:\n  ");
    List<String> examples = help.substring(help.indexOf("Examples:")).lines().skip(1).toList();
    assertThat(examples).noneMatch(line -> line.length() > TERMINAL_COLUMNS);
    assertThat(examples.stream().filter(line -> line.contains("hpc ")))
        .isNotEmpty()
        .noneMatch(line -> line.contains("${"));
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void everyExampleIsACommandLineThatParses(String command) {
    String help = help(command);
    String examples = help.substring(help.indexOf("Examples:")).replaceAll("\\\\\n\\s*", "");
    for (String line : examples.lines().filter(line -> line.startsWith("  hpc ")).toList()) {
      String words = line.strip().replaceFirst(" (\\||>|&&|  ).*", "").replaceFirst("  .*", "");
      parse(split(words));
    }
  }

  /** As a shell does: blanks between quotation marks are part of a word. */
  private static String[] split(String line) {
    return Pattern.compile("('[^']*'|[^\\s'])+")
        .matcher(line)
        .results()
        .map(word -> word.group().replace("'", ""))
        .toArray(String[]::new);
  }

  private static void parse(String[] words) {
    CommandLine tree = CommandLines.tree(new TestSession().context());
    tree.parseArgs(List.of(words).subList(1, words.length).toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void helpShowsTheSameAsTheOption(String command) {
    TestSession session = new TestSession();
    String[] words = command.split(" ", -1);
    words[0] = "help";
    assertThat(session.run(words)).isZero();
    assertThat(session.out()).isEqualTo(help(command));
  }

  @Test
  void helpWorksWhateverTheDefaultsSay() {
    TestSession session = new TestSession().with("HPC_CONFIG", "/no/such/file");
    assertThat(session.run("help", "topology", "delete")).isZero();
    assertThat(session.out()).contains("--force");
  }

  @Test
  void theMainHelpListsCommandsAndExitCodes() {
    assertThat(help("hpc"))
        .contains("extract", "transform", "seed", "topology", "sample", "dumps", "events")
        .contains("  130   Interrupted by Ctrl-C");
  }

  @Test
  void helpBeforeACommandIsOfWhatStandsBeforeIt() {
    TestSession help = new TestSession();
    assertThat(help.run("-h", "dumps")).isZero();
    assertThat(help.out()).contains("Usage: hpc [").contains("transform");
  }

  @Test
  void theVersionNamesJavaAndTheSystem() {
    TestSession session = new TestSession();
    assertThat(session.run("--version")).isZero();
    assertThat(session.out())
        .startsWith("hpc ")
        .contains("Java " + System.getProperty("java.runtime.version"))
        .contains(System.getProperty("os.name"));
  }

  @Test
  void theVersionNamesTheCodecToThoseWhoAskForMore() {
    TestSession session = new TestSession();
    assertThat(session.run("--version", "--verbose")).isZero();
    assertThat(session.out())
        .contains("\ncodec: " + Codec.preferred().description() + "\n")
        .contains("\nnative codec: " + Codec.nativeCodec() + "\n");
    TestSession brief = new TestSession();
    assertThat(brief.run("--version")).isZero();
    assertThat(brief.out()).doesNotContain("codec");
  }
}
