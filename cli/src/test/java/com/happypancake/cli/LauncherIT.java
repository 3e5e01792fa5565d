package com.happypancake.cli;

import static com.happypancake.cli.Launcher.HPC;
import static com.happypancake.cli.Launcher.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the launcher as users do: real processes, real signals, real disks. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
class LauncherIT {

  @TempDir private Path folder;
  private Launcher launcher;

  /** What a process printed, and its exit code. */
  private record Result(int code, String out, String err) {}

  @BeforeAll
  static void theLauncherIsThereAndHasItsArchiveOfClasses(@TempDir Path elsewhere)
      throws IOException, InterruptedException {
    assertThat(Path.of(HPC)).isExecutable();
    assertThat(ROOT.resolve("cli/target/hpc/build.properties")).exists();
    new Launcher(elsewhere).succeed(List.of("--version"));
  }

  @BeforeEach
  void runInTheFolder() {
    launcher = new Launcher(folder);
  }

  private Result end(Process process) throws IOException, InterruptedException {
    return new Result(process.waitFor(), launcher.out(), launcher.err());
  }

  private Result run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    return end(launcher.start(environment, List.of(command)));
  }

  private Result hpc(String... arguments) throws IOException, InterruptedException {
    return end(launcher.hpc(List.of(arguments)));
  }

  private Result bash(String script) throws IOException, InterruptedException {
    return run(Map.of("HPC", HPC), "bash", "-c", script);
  }

  private void sample(String to) throws IOException, InterruptedException {
    assertThat(hpc("sample", "create", "--country", "FI", "--scale", "0.001", "--to", to).code())
        .isZero();
  }

  @Test
  void itStartsFromAnyFolderThroughSymbolicLinks() throws IOException, InterruptedException {
    Files.createSymbolicLink(folder.resolve("direct"), Path.of(HPC));
    Path below = Files.createDirectories(folder.resolve("a b"));
    Files.createSymbolicLink(below.resolve("link"), Path.of("../direct"));
    Result result = run(Map.of(), "a b/link", "--version");
    assertThat(result.code()).isZero();
    assertThat(result.out()).matches("(?s)hpc [0-9.]+.*\\nJava .*");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void pathsAreTheCallersAndFilesTheirOwnersAlone() throws IOException, InterruptedException {
    sample("dumps/fi");
    Path dump = folder.resolve("dumps/fi");
    assertThat(dump.resolve("manifest.json")).exists();
    try (Stream<Path> all = Files.walk(dump)) {
      for (Path each : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .as(each.toString())
            .endsWith("------");
      }
    }
    assertThat(hpc("dumps", "verify", "dumps/fi").code()).isZero();
  }

  @Test
  void theExitCodeIsTheDocumentedOne() throws IOException, InterruptedException {
    sample("dump");
    Path part = folder.resolve("dump/Members/part-00000.pb.gz");
    byte[] bytes = Files.readAllBytes(part);
    bytes[bytes.length / 2] ^= 1;
    Files.write(part, bytes);
    assertThat(hpc("extrakt").code()).isEqualTo(2);
    assertThat(hpc("dumps", "verify", "dump").code()).isEqualTo(3);
    assertThat(hpc("topology", "declare", "--broker", "amqp://127.0.0.1:1").code()).isEqualTo(4);
    assertThat(hpc("sample", "create", "--country", "FI", "--to", "dump").code()).isEqualTo(5);
    assertThat(bash("\"$HPC\" --help > /dev/full").code()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsARunInOrder(String signal, int code) throws IOException, InterruptedException {
    assumeThat(isIgnored()).as("the signal SIGINT is not ignored by whoever runs this").isFalse();
    Process process =
        launcher.hpc(List.of("sample", "create", "--country", "FI", "--scale", "5", "--to", "d"));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(folder.resolve("d/Members")) || !process.isAlive());
    assertThat(new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor())
        .isZero();
    Result result = end(process);
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.err().lines().toList())
        .last()
        .isEqualTo(
            "hpc sample create: interrupted; d is unfinished: the same command begins it anew");
    assertThat(result.err()).doesNotContain("\tat ");
    try (Stream<Path> left = Files.walk(folder.resolve("d"))) {
      assertThat(left).noneMatch(path -> path.toString().endsWith(".tmp"));
    }
    assertThat(folder.resolve("d/manifest.json")).doesNotExist();
    sample("d");
  }

  /** A JVM that was started with SIGINT ignored leaves it ignored, as nohup wants it. */
  private static boolean isIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
  }

  @Test
  void anInterruptedSampleLeavesNoTablesInItsDatabase() throws IOException, InterruptedException {
    assumeThat(isIgnored()).as("the signal SIGINT is not ignored by whoever runs this").isFalse();
    String url = "jdbc:h2:file:./database;MODE=MSSQLServer";
    Process process =
        launcher.hpc(List.of("sample", "create", "--country", "FI", "--scale", "5", "--to", url));
    Path file = folder.resolve("database.mv.db");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> (Files.exists(file) && Files.size(file) > 100_000) || !process.isAlive());
    assertThat(new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor()).isZero();
    assertThat(end(process).code()).isEqualTo(130);
    sample(url);
  }

  @Test
  void theCountsOfTheDemoAgree() throws IOException, InterruptedException {
    Result result = hpc("demo", "--scale", "0.001", "--rate", "max", "--quiet");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("All counts agree.", "events   hpc-demo/run-1");
  }

  @Test
  void aReaderThatHasEnoughIsNoError() throws IOException, InterruptedException {
    sample("dump");
    Result result =
        bash("set -o pipefail; \"$HPC\" dumps head -n 100000 dump Messages | head -n 1");
    assertThat(result.code()).isZero();
    assertThat(result.out().lines()).hasSize(1);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aFullDiskIsNamedAndNothingHalfWrittenStays() throws IOException, InterruptedException {
    assumeThat(bash("unshare -rm mount -t tmpfs tmpfs .").code())
        .as("this user may mount a file system in a namespace of their own")
        .isZero();
    Files.createDirectories(folder.resolve("small"));
    Result result =
        run(
            Map.of("HPC", HPC),
            "unshare",
            "-rm",
            "bash",
            "-c",
            "mount -t tmpfs -o size=1m tmpfs small || exit 99;"
                + " \"$HPC\" sample create --country FI --scale 0.1 --to small/fi;"
                + " code=$?; find small -type f; exit $code");
    assertThat(result.code()).isEqualTo(7);
    assertThat(result.err().strip().lines().toList())
        .last()
        .asString()
        .startsWith("hpc sample create: small/fi")
        .contains("No space left on device; free some space on that disk, then run the same");
    assertThat(result.out()).contains("small/fi/.unfinished").doesNotContain(".tmp", "manifest");
  }

  @Test
  void optionsForTheJvmAreTakenFromTheEnvironment() throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>();
    environment.put("HPC_OPTS", "-Xmx64m  -XX:+PrintFlagsFinal\n-Dnot=globbed*");
    assertThat(run(environment, HPC, "--version").out())
        .containsPattern("MaxHeapSize *= 67108864")
        .contains("hpc ");
  }

  @Test
  void theCodecIsTakenFromTheEnvironment() throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(Map.of("HPC_CODEC", "jdk-3"));
    assertThat(run(environment, HPC, "--version", "--verbose").out())
        .contains("codec: jdk-3 (zlib of Java ")
        .contains(", as hpc.codec says");
    environment.put("HPC_CODEC", "lz4-1");
    Result refused = run(environment, HPC, "dumps", "ls", "nowhere");
    assertThat(refused.err())
        .isEqualTo(
            "hpc dumps ls: HPC_CODEC: no codec 'lz4-1'; there are gkl-1, gkl-2 and jdk-1 to"
                + " jdk-9\n");
    assertThat(refused.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LANG=C",
        "LANG=POSIX",
        "LANG=xx_XX.UTF-8",
        "LC_CTYPE=UTF-8",
        "LC_TIME=xx_XX.UTF-8 LANG=C.UTF-8",
        "LC_ALL=C LC_CTYPE=xx_XX.UTF-8"
      })
  void lettersOfAnyLanguageAreReadInALocaleThatIsNotInstalledOrOfAscii(String locale)
      throws IOException, InterruptedException {
    String unset = "unset \"${!LC_@}\" LANG; ";
    Result missing = bash(unset + locale + " \"$HPC\" dumps ls 'ny å 🙂'");
    assertThat(missing.err()).isEqualTo("hpc dumps ls: ny å 🙂: there is no such folder\n");
    assertThat(missing.code()).isEqualTo(5);
    Path configuration = Files.createDirectories(folder.resolve("å/hpc"));
    Files.writeString(configuration.resolve("hpc.properties"), "nonsense=1");
    Result configured =
        bash(unset + "XDG_CONFIG_HOME=\"$PWD/å\" " + locale + " \"$HPC\" dumps ls d");
    assertThat(configured.err())
        .startsWith("hpc dumps ls: " + configuration)
        .contains("'nonsense'")
        .hasLineCount(1);
  }

  @Test
  void aLocaleOfAnotherCharsetIsKept() throws IOException, InterruptedException {
    assumeThat(bash("localedef -i sv_SE -f ISO-8859-1 ./sv_SE.ISO-8859-1").code())
        .as("this system can make a locale")
        .isZero();
    Result result =
        bash(
            "unset \"${!LC_@}\"; LOCPATH=$PWD LANG=sv_SE.ISO-8859-1"
                + " \"$HPC\" dumps ls $'d\\xe4' 2>&1 | iconv -f ISO-8859-1 -t UTF-8");
    assertThat(result.out()).isEqualTo("hpc dumps ls: dä: there is no such folder\n");
  }

  @Test
  void optionsOfOtherProgramsForTheJvmAreTakenSilently() throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_TOOL_OPTIONS", "-Xmx32m '-Da=b c'");
    environment.put("JDK_JAVA_OPTIONS", "-Dfirst=1 -Xmx48m");
    environment.put("HPC_OPTS", "-XX:+PrintFlagsFinal \"-Dd=e f\"");
    environment.put("_JAVA_OPTIONS", "-Xmx96m");
    Result result = run(environment, HPC, "--version");
    assertThat(result.out())
        .containsPattern("MaxHeapSize *= 100663296")
        .containsPattern("UseSerialGC *= true")
        .contains("hpc ");
    assertThat(result.err()).isEmpty();
    environment.put("HPC_OPTS", "-XX:+PrintFlagsFinal -XX:+UseParallelGC");
    assertThat(run(environment, HPC, "--version").out())
        .containsPattern("UseParallelGC *= true")
        .containsPattern("UseSerialGC *= false");
    environment.put("HPC_OPTS", "-Da='b");
    Result open = run(environment, HPC, "--version");
    assertThat(open.err())
        .isEqualTo("hpc: HPC_OPTS has a ' without its other; close it, or leave it out\n");
    assertThat(open.code()).isEqualTo(2);
  }

  @Test
  void aTerminalThatIsDumbGetsPlainLines() throws IOException, InterruptedException {
    assumeThat(bash("command -v script").code()).as("script makes a terminal").isZero();
    String sample =
        "script -qec '\"$HPC\" sample create --country FI --scale 0.01 --to '%s /dev/null";
    Map<String, String> capable = Map.of("HPC", HPC, "TERM", "xterm");
    assertThat(run(capable, "bash", "-c", sample.formatted("a")).out()).contains("\u001b[K");
    Map<String, String> dumb = Map.of("HPC", HPC, "TERM", "dumb");
    assertThat(run(dumb, "bash", "-c", sample.formatted("b")).out())
        .doesNotContain("\u001b")
        .contains("b: ");
    String help = "script -qec '\"$HPC\" --help' /dev/null";
    assertThat(run(capable, "bash", "-c", help).out()).contains("\u001b[");
    assertThat(run(dumb, "bash", "-c", help).out()).doesNotContain("\u001b").contains("Usage");
  }

  /** A checkout with no more than what runs, and no archive of classes. */
  private Path checkout(String name) throws IOException, InterruptedException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("cli/target"));
    Files.copy(Path.of(HPC), home.resolve("hpc"));
    Files.createSymbolicLink(home.resolve("cli/target/hpc"), ROOT.resolve("cli/target/hpc"));
    return home;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b:ä;%41*", ":"})
  void aCheckoutStartsFromAFolderOfAnyName(String name) throws IOException, InterruptedException {
    Path home = checkout(name);
    Result result = run(Map.of(), home.resolve("hpc").toString(), "dumps", "ls", "none");
    assertThat(result.err()).isEqualTo("hpc dumps ls: none: there is no such folder\n");
    assertThat(result.code()).isEqualTo(5);
    try (Stream<Path> files = Files.walk(home.resolve("cli/target/launch"))) {
      assertThat(files.filter(path -> path.toString().endsWith(".jsa")))
          .hasSize(1)
          .allSatisfy(archive -> assertThat(archive).isNotEmptyFile());
    }
  }

  @Test
  void aFolderThatJavaTakesForTheEndOfAJarIsRefusedAtOnce()
      throws IOException, InterruptedException {
    Path home = checkout("new!");
    Result result = run(Map.of(), home.resolve("hpc").toString(), "--version");
    assertThat(result.err()).startsWith("hpc: " + home.toRealPath() + " has a folder in its path");
    assertThat(result.code()).isEqualTo(7);
  }

  @Test
  void closedStreamsNeverGiveTheirPlaceToAFileOfTheDump() throws IOException, InterruptedException {
    String sample = "\"$HPC\" sample create --country FI --scale 0.001 --to ";
    assertThat(bash(sample + "a <&- >&- 2>&-").code()).isEqualTo(7);
    assertThat(bash(sample + "b 2>&-").code()).isZero();
    assertThat(hpc("dumps", "verify", "a").code()).isZero();
    assertThat(hpc("dumps", "verify", "b").code()).isZero();
  }

  @Test
  void aHeapThatIsTooSmallIsOneMessage() throws IOException, InterruptedException {
    Result result =
        run(Map.of("HPC_OPTS", "-Xmx8m"), HPC, "sample", "create", "--country", "FI", "--to", "d");
    assertThat(result.code()).isEqualTo(7);
    assertThat(result.err()).contains("out of memory").doesNotContain("\tat ", "interrupted");
  }

  @Test
  void aJavaThatIsMissingOrTooOldIsNamed() throws IOException, InterruptedException {
    Result missing = run(Map.of("JAVA_HOME", "/no/such/jdk"), HPC, "--version");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err())
        .startsWith("hpc: JAVA_HOME is /no/such/jdk, which has no bin/java; set it to a JDK");
    Path old = Files.createDirectories(folder.resolve("jdk-11/bin"));
    Files.writeString(folder.resolve("jdk-11/release"), "JAVA_VERSION=\"11.0.2\"\n");
    Path java = Files.writeString(old.resolve("java"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    Result tooOld = run(Map.of("JAVA_HOME", folder.resolve("jdk-11").toString()), HPC, "--version");
    assertThat(tooOld.code()).isEqualTo(1);
    assertThat(tooOld.err()).contains("is Java 11.0.2; hpc needs 17 or later");
  }

  @Test
  void anArchiveOfClassesThatIsDamagedChangesNothing() throws IOException, InterruptedException {
    Result expected = hpc("--version");
    Path copy = checkout("checkout");
    Path launch = copy.resolve("cli/target/launch");
    assertThat(bash("cp -R '" + ROOT.resolve("cli/target/launch") + "' '" + launch + "'").code())
        .isZero();
    try (Stream<Path> files = Files.walk(launch)) {
      List<Path> archives = files.filter(path -> path.toString().endsWith(".jsa")).toList();
      assertThat(archives).isNotEmpty();
      for (Path archive : archives) {
        Files.write(archive, new byte[100_000]);
      }
    }
    assertThat(run(Map.of(), copy.resolve("hpc").toString(), "--version")).isEqualTo(expected);
  }

  @Tag("slow")
  @Test
  @Timeout(600)
  void theCommandsOfTheEngineersPageWorkInTheirOrder() throws IOException, InterruptedException {
    List<String> lines = DocumentsTest.commandLines(ROOT.resolve("docs/engineer.md"));
    List<String> here =
        lines.stream()
            .filter(line -> !line.contains("amqp://") && !line.contains("jdbc:sqlserver"))
            .toList();
    assertThat(here).hasSizeGreaterThan(15);
    for (String line : here) {
      launcher.succeed(DocumentsTest.words(line));
    }
  }

  @Test
  void aJvmWithoutTheLauncherRefusesLettersThatItCannotRead()
      throws IOException, InterruptedException {
    assumeThat(Path.of("/proc/self/cmdline")).as("the system shows a command's bytes").exists();
    String java =
        "java=${JAVA_HOME:+$JAVA_HOME/bin/}java; LC_ALL=C \"$java\" -jar '"
            + ROOT.resolve("cli/target/hpc/lib")
            + "'/hpc-cli-*.jar ";
    Result refused = bash(java + "dumps ls dä");
    assertThat(refused.err())
        .startsWith("hpc: the arguments or the working directory have letters");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(bash(java + "dumps ls d?").err())
        .isEqualTo("hpc dumps ls: d?: there is no such folder\n");
    assertThat(bash("\"$HPC\" dumps count d --where $'name=J\\xe4'").code()).isEqualTo(2);
  }
}
