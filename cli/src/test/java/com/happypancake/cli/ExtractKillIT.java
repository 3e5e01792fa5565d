package com.happypancake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.dumps.Dump;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills extractions by SIGKILL, at random times and after random numbers of files, and goes on with
 * them until they end: each ends in the dump that an undisturbed one gives.
 */
@Tag("slow")
@Timeout(600)
class ExtractKillIT {

  private static final String URL = "jdbc:h2:file:./legacy;MODE=MSSQLServer";
  private static final int KILLS = 50;
  private static final int KILLS_OF_A_DUMP = 4;
  private static final long POLL_MILLIS = 2;

  /** A run takes two seconds and a half at this rate, so that most kills hit its middle. */
  private static final int ROWS_PER_SECOND = 16_000;

  @TempDir private Path folder;
  private Launcher launcher;
  private Random random = new Random(0);
  private int kills;
  private int files;
  private long millis;

  @BeforeEach
  void runInTheFolder() {
    launcher = new Launcher(folder);
  }

  private void fill() throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("legacy") + ";MODE=MSSQLServer";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA \"dbo\"");
      for (String sql :
          List.of(
              "CREATE TABLE \"dbo\".\"Numbers\" (\"Id\" int PRIMARY KEY, \"Text\" nvarchar(100))",
              "INSERT INTO \"dbo\".\"Numbers\" SELECT X * 7, 'Pörrö ' || X || RAND(X)"
                  + " FROM SYSTEM_RANGE(1, 16000)",
              "CREATE TABLE \"dbo\".\"Visits\" (\"A\" int, \"B\" bigint, \"At\" datetime2(7),"
                  + " \"Text\" nvarchar(100), PRIMARY KEY (\"A\", \"B\", \"At\"))",
              "INSERT INTO \"dbo\".\"Visits\" SELECT MOD(X, 5), X / 100,"
                  + " DATEADD('SECOND', X, TIMESTAMP '2014-03-30 02:59:59.123'), 'visit ' || X"
                  + " FROM SYSTEM_RANGE(1, 12000)",
              "CREATE TABLE \"dbo\".\"Names\" (\"Name\" nvarchar(60) PRIMARY KEY, \"At\" int)",
              "INSERT INTO \"dbo\".\"Names\" SELECT 'o''' || MOD(X, 10) || 'Å' || X, X"
                  + " FROM SYSTEM_RANGE(1, 6000)",
              "CREATE TABLE \"dbo\".\"Keyless\" (\"Number\" int, \"Text\" nvarchar(100))",
              "INSERT INTO \"dbo\".\"Keyless\" SELECT X, 'row ' || X FROM SYSTEM_RANGE(1, 5000)",
              "CREATE TABLE \"dbo\".\"Empty\" (\"Id\" int PRIMARY KEY)")) {
        statement.execute(sql);
      }
    }
  }

  private static List<String> extraction(
      String out, Optional<String> consistency, int connections) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "extract",
                "--source=" + URL,
                "--country=FI",
                "--descriptors=legacy",
                "--rows-per-part=1500",
                "--connections=" + connections,
                "--out=" + out,
                "--quiet"));
    consistency.ifPresent(mode -> command.add("--consistency=" + mode));
    return command;
  }

  private static List<String> with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Stream.of(more)).toList();
  }

  private int filesOf(String out) {
    try (Stream<Path> walk = Files.walk(folder.resolve(out))) {
      return (int)
          walk.filter(path -> !path.toString().endsWith(".tmp") && Files.isRegularFile(path))
              .count();
    } catch (IOException | UncheckedIOException e) {
      // Not there yet, or a file went away meanwhile.
      return 0;
    }
  }

  /** Chooses when to kill: a time, a number of files, or the manifest. */
  private BooleanSupplier moment(String out) {
    int kind = kills % 5;
    if (kind == 0) {
      return () -> Files.exists(folder.resolve(out).resolve("manifest.json"));
    }
    if (kind < 3) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextLong(millis));
      return () -> System.nanoTime() >= end;
    }
    int there = filesOf(out);
    int wanted = there + random.nextInt(Math.max(1, files - there) + 1);
    return () -> filesOf(out) >= wanted;
  }

  /** Returns whether the process was killed before it ended. */
  private boolean isKilled(List<String> command, BooleanSupplier moment)
      throws IOException, InterruptedException {
    Process process = launcher.hpc(command);
    while (!moment.getAsBoolean()) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        assertThat(process.exitValue()).as(launcher.err()).isZero();
        return false;
      }
    }
    boolean alive = process.isAlive();
    process.destroyForcibly().waitFor();
    return alive;
  }

  @Test
  void anExtractionThatIsKilledAndGoneOnWithGivesTheSameDump(TestReporter reporter)
      throws Exception {
    long seed = Optional.ofNullable(Long.getLong("hpc.kill.seed")).orElseGet(System::nanoTime);
    reporter.publishEntry("hpc.kill.seed", Long.toString(seed));
    random = new Random(seed);
    fill();
    launcher.succeed(
        List.of("extract", "scaffold", "--source=" + URL, "--schema=dbo", "--out=legacy"));
    long begin = System.nanoTime();
    String rate = "--max-rows-per-second=" + ROWS_PER_SECOND;
    launcher.succeed(with(extraction("whole", Optional.empty(), 1), rate));
    millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    // Beside what stays, each chunk and table has a file of state while it is under way.
    files = filesOf("whole") * 3 / 2;
    String digest = Dump.open(folder.resolve("whole")).manifest().getContentDigest();
    Set<Integer> left = new TreeSet<>();
    for (int dump = 0; kills < KILLS; dump++) {
      String out = "out-" + dump;
      List<String> command =
          extraction(
              out,
              dump % 4 < 2 ? Optional.empty() : Optional.of("read-committed"),
              1 + dump % 2 * 2);
      for (int i = 0; i < KILLS_OF_A_DUMP && kills < KILLS; i++) {
        if (!isKilled(with(command, rate, "--resume"), moment(out))) {
          break;
        }
        kills++;
        left.add(filesOf(out));
      }
      launcher.succeed(with(command, "--resume"));
      assertIsWhole(out, digest);
    }
    reporter.publishEntry("numbers of files that kills left", left.toString());
    // The kills are spread over the run, and not all at one end of it.
    assertThat(left).hasSizeGreaterThan(10);
  }

  private void assertIsWhole(String out, String digest) throws IOException, InterruptedException {
    assertThat(Dump.open(folder.resolve(out)).manifest().getContentDigest())
        .as(out)
        .isEqualTo(digest);
    assertThat(folder.resolve(out).resolve(".unfinished")).doesNotExist();
    assertThat(folder.resolve(out).resolve(".state")).doesNotExist();
    assertThat(filesOf(out)).isEqualTo(filesOf("whole"));
    launcher.succeed(List.of("dumps", "diff", "whole", out, "--quiet"));
  }
}
