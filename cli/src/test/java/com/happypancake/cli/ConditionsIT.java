package com.happypancake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Runs every command under every condition: a table of commands by what surrounds them. */
@Timeout(600)
class ConditionsIT {

  private static final String NOT_INSTALLED = "LANG=xx_XX.UTF-8";

  /** Where nobody listens. */
  private static final String NO_BROKER = " --broker amqp://127.0.0.1:1";

  private static final String SOURCE = " --source jdbc:h2:file:IN/database;MODE=MSSQLServer";

  /**
   * A line for each command, and how it ends. IN stands for a folder that holds dumps, events and a
   * database, and OUT for a folder that may be there and empty.
   */
  private static final Map<String, Integer> LINES = lines();

  /** Lines whose output holds times of the run, or columns as wide as the folders' names. */
  private static final Set<String> UNSTEADY =
      Set.of(
          "extract check",
          "extract status",
          "demo",
          "extract",
          "dumps ls",
          "dumps export",
          "events export",
          "dumps import");

  /** Commands that write nothing to OUT: here a repair finds no damage. */
  private static final Set<String> WRITING_NOTHING =
      Set.of("extract check", "seed check", "dumps repair", "events repair");

  @TempDir private static Path prepared;

  /** How each line ends where nothing is special. */
  private static final Map<String, Ending> USUAL = new LinkedHashMap<>();

  private record Ending(int code, String out, String err) {}

  private static Map<String, Integer> lines() {
    Map<String, Integer> lines = new LinkedHashMap<>();
    lines.put("sample create --country FI --scale 0.0001 --to OUT", 0);
    lines.put("extract --country FI --out OUT --tables Cities,Members" + SOURCE, 0);
    lines.put("extract check --country FI --out OUT" + SOURCE, 0);
    lines.put("extract status IN/full", 0);
    lines.put("extract pause IN/full", 5);
    lines.put("extract continue IN/full", 5);
    lines.put("extract scaffold --force --out OUT" + SOURCE, 0);
    lines.put("transform --in IN/full --out OUT --max-rejects 1000", 0);
    lines.put("transform story", 0);
    lines.put("transform summary", 0);
    lines.put("transform graph", 0);
    lines.put("topology declare" + NO_BROKER, 4);
    lines.put("topology delete --prefix a-" + NO_BROKER, 4);
    lines.put("topology purge --prefix a-" + NO_BROKER, 4);
    lines.put("topology status" + NO_BROKER, 4);
    lines.put("topology diff" + NO_BROKER, 4);
    lines.put("topology export", 0);
    lines.put("seed --rate max --in IN/events" + NO_BROKER, 4);
    lines.put("seed check --rate max --in IN/events" + NO_BROKER, 4);
    lines.put("seed status IN/full", 5);
    lines.put("seed pause IN/full", 5);
    lines.put("seed continue IN/full", 5);
    lines.put("seed rate 500 IN/full", 5);
    lines.put("seed stop IN/full", 5);
    lines.put("audit --state OUT --in IN/events" + NO_BROKER, 4);
    lines.put("demo --scale 0.0001 --rate max --folder OUT", 0);
    for (String group : List.of("dumps", "events")) {
      String folder = group.equals("dumps") ? "IN/full" : "IN/events";
      String table = group.equals("dumps") ? "Cities" : "events";
      lines.put(group + " ls " + folder, 0);
      lines.put(group + " head " + folder, 0);
      lines.put(group + " cat " + folder + " " + table, 0);
      lines.put(group + " count " + folder, 0);
      lines.put(group + " stats " + folder, 0);
      String found = group.equals("dumps") ? folder + " " + table : folder;
      lines.put(group + " find --ordinal 1 " + found, 0);
      lines.put(group + " diff " + folder + " " + folder, 0);
      lines.put(group + " export --out OUT " + folder, 0);
      lines.put(group + " verify " + folder, 0);
      lines.put(group + " repair --out OUT " + folder, 0);
      lines.put(group + " index --force " + folder, 0);
    }
    lines.put("dumps merge --out OUT IN/full IN/delta", 0);
    lines.put("dumps import --country FI --table Cities --out OUT IN/plain/Cities.pb", 0);
    lines.put("completion", 0);
    lines.put("help dumps count", 0);
    return lines;
  }

  static List<String> each() {
    return List.copyOf(LINES.keySet());
  }

  private static String name(String line) {
    return line.replaceFirst(" (IN|-|[0-9]).*", "").replaceFirst("^help .*", "help");
  }

  @BeforeAll
  static void prepareFoldersAndRunEachLineWhereNothingIsSpecial() throws IOException {
    Path in = Files.createDirectories(prepared.resolve("in"));
    String source = SOURCE.replace("IN", in.toString());
    String url = source.replace(" --source ", "");
    String extract = "extract --country FI --out IN/";
    for (String line :
        List.of(
            "sample create --country FI --scale 0.0001 --to " + url,
            extract + "full" + source,
            extract + "delta --since IN/full" + source,
            "transform --in IN/full --out IN/events --max-rejects 1000",
            "dumps export --format delimited --out IN/plain IN/full Cities")) {
      assertThat(run(new TestSession(), line, in, in).code()).isZero();
    }
    copy(in, prepared.resolve("copied"));
    for (String line : LINES.keySet()) {
      Path out = prepared.resolve("usual-" + USUAL.size());
      USUAL.put(line, run(new TestSession(), line, in, out));
    }
  }

  private static String[] words(String line, Path in, Path out) {
    return Stream.of(line.split(" "))
        .map(word -> word.replaceFirst("\\bIN\\b", in.toString().replace("$", "\\$")))
        .map(word -> word.replaceFirst("^OUT$", out.toString().replace("$", "\\$")))
        .toArray(String[]::new);
  }

  private static Ending run(TestSession session, String line, Path in, Path out) {
    int code = session.run(words(line, in, out));
    return new Ending(code, session.out(), session.err());
  }

  /**
   * Returns a folder with a blank, a colon and, if this JVM can write it, a letter beyond ASCII.
   */
  private static Path odd(Path within) {
    String charset = System.getProperty("sun.jnu.encoding");
    boolean ascii = !Charset.forName(charset).newEncoder().canEncode('ä');
    return within.resolve(ascii ? "a b:" : "a b:ä");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /** Holds an ending against the usual one, but for the folders' names. */
  private static void assertUsual(String line, Ending actual, Path in, Path out) {
    Ending usual = USUAL.get(line);
    assertThat(actual.code()).as(actual.err()).isEqualTo(LINES.get(line));
    assertThat(actual.err()).doesNotContain("\tat ", "\u001b", "internal error");
    if (!UNSTEADY.contains(name(line))) {
      String usualOut = prepared.resolve("usual-" + each().indexOf(line)).toString();
      assertThat(actual.out().replace(out.toString(), "OUT").replace(in.toString(), "IN"))
          .isEqualTo(
              usual
                  .out()
                  .replace(usualOut, "OUT")
                  .replace(prepared.resolve("in").toString(), "IN"));
    }
  }

  @Test
  void everyCommandIsInTheTable() {
    Set<String> names = new TreeSet<>();
    collect(CommandLines.tree(new TestSession().context()), names);
    assertThat(each().stream().map(ConditionsIT::name).collect(Collectors.toSet()))
        .isEqualTo(names);
  }

  /** A command is one that runs by itself: one without others within it, or with options to run. */
  private static void collect(CommandLine command, Set<String> names) {
    boolean runs =
        command.getSubcommands().isEmpty()
            || command.getCommandSpec().options().stream().anyMatch(option -> option.required());
    if (runs) {
      names.add(command.getCommandSpec().qualifiedName().replaceFirst("^hpc ?", ""));
    }
    command.getSubcommands().values().forEach(child -> collect(child, names));
  }

  @ParameterizedTest
  @MethodSource("each")
  void itEndsAsTheTableSays(String line) {
    assertThat(USUAL.get(line).code()).as(USUAL.get(line).err()).isEqualTo(LINES.get(line));
  }

  @ParameterizedTest
  @MethodSource("each")
  void aFullDeviceAsStandardOutputIsTold(String line, @TempDir Path folder) throws IOException {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      assertLost(line, folder, full, "No space left on device");
    }
  }

  @ParameterizedTest
  @MethodSource("each")
  void aStandardOutputThatIsClosedIsTold(String line, @TempDir Path folder) throws IOException {
    // As the launcher leaves it: it can't be written.
    try (FileInputStream device = new FileInputStream("/dev/null");
        OutputStream closed = new FileOutputStream(device.getFD())) {
      assertLost(line, folder, closed, "Bad file descriptor");
    }
  }

  /** The loss of what a command prints is told, and does not undo what it has written. */
  private static void assertLost(String line, Path folder, OutputStream to, String reason) {
    TestSession session = new TestSession().printingTo(to);
    Path out = folder.resolve("out");
    Ending actual = run(session, line, prepared.resolve("in"), out);
    Ending usual = USUAL.get(line);
    if (usual.out().isEmpty()) {
      assertThat(actual.code()).as(actual.err()).isEqualTo(usual.code());
      return;
    }
    assertThat(actual.code()).as(actual.err()).isEqualTo(7);
    assertThat(actual.err())
        .contains("standard output: " + reason)
        .doesNotContain("\tat ", "internal error");
    if (line.contains("OUT") && !WRITING_NOTHING.contains(name(line))) {
      // What is written is finished: there is nothing to resume.
      assertThat(out.resolve(".unfinished")).doesNotExist();
      assertThat(actual.err()).doesNotContain("--resume");
    }
  }

  @ParameterizedTest
  @MethodSource("each")
  void aFolderMayBeASymbolicLink(String line, @TempDir Path folder) throws IOException {
    Path in = Files.createSymbolicLink(folder.resolve("in"), prepared.resolve("in"));
    Path target = Files.createDirectory(folder.resolve("target"));
    Path out = Files.createSymbolicLink(folder.resolve("out"), target);
    assertUsual(line, run(new TestSession(), line, in, out), in, out);
    assertThat(out).isSymbolicLink();
    if (line.contains("OUT") && !WRITING_NOTHING.contains(name(line))) {
      assertThat(target).isNotEmptyDirectory();
    }
  }

  /** A locale that is not installed, the zone that is farthest ahead, and a folder's odd name. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("each")
  void theLauncherRunsItInAForeignEnvironment(String line, @TempDir Path folder)
      throws IOException, InterruptedException {
    launchAsUsual(line, folder, NOT_INSTALLED, "TZ=Pacific/Kiritimati", "TERM=dumb");
  }

  @Tag("slow")
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("each")
  void theLauncherRunsItInTheLocaleC(String line, @TempDir Path folder)
      throws IOException, InterruptedException {
    launchAsUsual(line, folder, "LANG=C");
  }

  @Tag("slow")
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("each")
  void aTerminalThatIsDumbGetsNoControlSequences(String line, @TempDir Path folder)
      throws IOException, InterruptedException {
    Ending actual =
        launch(line, folder, "script -qec \"$(printf '%q ' \"$@\")\" /dev/null", "TERM=dumb");
    assertThat(actual.code()).as(actual.out()).isEqualTo(LINES.get(line));
    assertThat(actual.out()).doesNotContain("\u001b");
  }

  @Tag("slow")
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("each")
  void theLauncherTellsTheLossOfStandardOutput(String line, @TempDir Path folder)
      throws IOException, InterruptedException {
    int expected = USUAL.get(line).out().isEmpty() ? USUAL.get(line).code() : 7;
    for (String lost : List.of(">&-", ">/dev/full")) {
      Path apart = Files.createDirectory(folder.resolve("apart" + lost.length()));
      Ending actual = launch(line, apart, "\"$@\" " + lost);
      assertThat(actual.code()).as(actual.err()).isEqualTo(expected);
    }
  }

  private static void launchAsUsual(String line, Path folder, String... environment)
      throws IOException, InterruptedException {
    Ending actual = launch(line, folder, "\"$@\"", environment);
    assertUsual(line, actual, odd(folder).resolve("in"), odd(folder).resolve("to"));
  }

  private static Ending launch(String line, Path folder, String script, String... environment)
      throws IOException, InterruptedException {
    Path in = Files.createDirectories(odd(folder)).resolve("in");
    // Processes run side by side, and one database of H2 serves one of them.
    copy(prepared.resolve("copied"), in);
    Path out = odd(folder).resolve("to");
    List<String> command = new ArrayList<>(List.of("env", "-u", "LC_ALL", "-u", "LC_CTYPE"));
    command.addAll(List.of(environment));
    command.addAll(List.of("bash", "-c", script, "bash", Launcher.HPC));
    command.addAll(List.of(words(line, in, out)));
    Launcher launcher = new Launcher(folder);
    int code = launcher.start(Map.of(), command).waitFor();
    return new Ending(code, launcher.out(), launcher.err());
  }
}
