package com.happypancake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.rabbitmq.client.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills runs of the launcher by SIGKILL at random moments, and begins them again. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("slow")
@Timeout(600)
class KillIT {

  static final String BROKER =
      Optional.ofNullable(System.getenv("HPC_TEST_BROKER"))
          .orElse("amqp://guest:guest@127.0.0.1:5672");
  private static final int KILLS = 15;
  private static final int SEED_ROUNDS = 4;

  @TempDir private Path folder;
  private Launcher launcher;
  private Random random = new Random(0);

  @BeforeEach
  void begin(TestReporter reporter) {
    launcher = new Launcher(folder);
    long seed = Optional.ofNullable(Long.getLong("hpc.kill.seed")).orElseGet(System::nanoTime);
    reporter.publishEntry("hpc.kill.seed", Long.toString(seed));
    random = new Random(seed);
  }

  private void succeed(String... arguments) throws IOException, InterruptedException {
    launcher.succeed(List.of(arguments));
  }

  /** Returns whether the process was killed before it ended. */
  private boolean isKilledWithin(List<String> arguments, long minMillis, long maxMillis)
      throws IOException, InterruptedException {
    Process process = launcher.hpc(arguments);
    long millis = minMillis + random.nextLong(maxMillis - minMillis);
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      return false;
    }
    process.destroyForcibly().waitFor();
    return true;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--resume --scratch=scratch"})
  void aTransformThatIsKilledAndRunAgainGivesTheSameParts(String options)
      throws IOException, InterruptedException {
    succeed("sample", "create", "--country", "FI", "--scale", "0.005", "--to", "dump");
    // So little memory that runs are spilled, and so few events to a part that there are many.
    String command =
        "transform --in=dump --max-rejects=100000 --memory=1m --events-per-part=2500 " + options;
    killAndRepeat(List.of(command.trim().split(" ")));
  }

  @Test
  void anExtractionThatIsKilledAndBegunAgainGivesTheSameParts()
      throws IOException, InterruptedException {
    String url = "jdbc:h2:file:./legacy;MODE=MSSQLServer";
    succeed("sample", "create", "--country", "FI", "--scale", "0.005", "--to", url);
    killAndRepeat(List.of("extract", "--source", url, "--country=FI", "--rows-per-part=1000"));
  }

  @Test
  void aMergeThatIsKilledAndBegunAgainGivesTheSameParts() throws IOException, InterruptedException {
    succeed("sample", "create", "--country", "FI", "--scale", "0.01", "--to", "dump");
    writeDelta(Dump.open(folder.resolve("dump")));
    killAndRepeat(List.of("dumps", "merge", "dump", "delta"));
  }

  /** Writes a delta in which every seventh row comes again, and every ninth one is gone. */
  private void writeDelta(Dump base) throws IOException {
    try (DumpWriter writer =
        DumpWriter.create(folder.resolve("delta"), base.schemas(), Clock.systemUTC())) {
      for (Part part : base.parts()) {
        String series = part.getPath().substring(0, part.getPath().indexOf('/'));
        try (PartReader rows = base.read(part);
            PartWriter changed = writer.part(series, part.getMessage());
            PartWriter gone = writer.part(series + ".deleted", part.getMessage())) {
          changed.entry().setTable(part.getTable());
          // A row is its key and more; of a deleted one a reader takes the key alone.
          gone.entry().setTable(part.getTable()).setRows(Rows.ROWS_DELETED_KEYS);
          while (rows.advance()) {
            if (rows.ordinal() % 7 == 0) {
              changed.write(rows.record());
            } else if (rows.ordinal() % 9 == 0) {
              gone.write(rows.record());
            }
          }
          changed.finish();
          gone.finish();
        }
      }
      writer.finish(
          base.manifest().toBuilder()
              .setKind(Kind.KIND_DELTA)
              .setBaseDigest(base.manifest().getContentDigest())
              .setDeletes(Deletes.DELETES_KEYS)
              .clearMarks());
    }
  }

  private void killAndRepeat(List<String> command) throws IOException, InterruptedException {
    long beginNanos = System.nanoTime();
    launcher.succeed(to("whole", command));
    long millis = millisSince(beginNanos);
    Map<String, byte[]> expected = parts("whole");
    assertThat(expected).hasSizeGreaterThan(10);
    for (int round = 1, kills = 0; kills < KILLS; round++) {
      List<String> again = to("out-" + round, command);
      beginNanos = System.nanoTime();
      // Before a quarter of the time the JVM starts, and there is nothing to lose.
      if (isKilledWithin(again, millis / 4, millis)) {
        kills++;
      } else {
        // What else the machine had to do when the time was taken is done.
        millis = Math.min(millis, millisSince(beginNanos));
      }
      boolean finished = Files.exists(folder.resolve("out-" + round + "/manifest.json"));
      assertThat(launcher.hpc(again).waitFor())
          .as("round %d: %s", round, launcher.err())
          .isEqualTo(finished ? 5 : 0);
      Map<String, byte[]> actual = parts("out-" + round);
      assertThat(actual).containsOnlyKeys(expected.keySet());
      actual.forEach(
          (path, bytes) -> assertThat(Arrays.equals(bytes, expected.get(path))).as(path).isTrue());
    }
  }

  private static long millisSince(long beginNanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNanos);
  }

  private static List<String> to(String out, List<String> command) {
    return Stream.concat(command.stream(), Stream.of("--quiet", "--out=" + out)).toList();
  }

  /** Returns all files of a dump but those that hold times of the run. */
  private Map<String, byte[]> parts(String name) throws IOException {
    Path dump = folder.resolve(name);
    Map<String, byte[]> parts = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(dump)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        if (!List.of("run.json", "manifest.json").contains(file.getFileName().toString())) {
          parts.put(dump.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return parts;
  }

  @Test
  void aSeedingThatIsKilledAndContinuedDeliversEveryEventUnderOneMessageId() throws Exception {
    assumeTrue(brokerAnswers(), "no RabbitMQ answers at " + BrokerAddress.parse(BROKER));
    succeed("sample", "create", "--country", "FI", "--scale", "0.002", "--to", "dump");
    succeed("transform", "--in=dump", "--out=events", "--max-rejects=100000", "--quiet");
    String prefix = "kill-" + UUID.randomUUID() + "-";
    succeed("topology", "declare", "--broker", BROKER, "--prefix", prefix);
    try {
      for (int round = 1; round <= SEED_ROUNDS; round++) {
        seedKillAndContinue(prefix, round);
      }
    } finally {
      succeed("topology", "delete", "--broker", BROKER, "--prefix", prefix, "--force");
    }
  }

  private void seedKillAndContinue(String prefix, int round) throws Exception {
    succeed("topology", "purge", "--broker", BROKER, "--prefix", prefix, "--force");
    List<String> seed =
        List.of("seed", "--in=events", "--broker", BROKER, "--prefix", prefix, "--log=log" + round);
    isKilledWithin(with(seed, "--rate=800"), 1_000, 11_000);
    launcher.succeed(with(seed, "--rate=max"));
    Map<Long, String> ids = new TreeMap<>();
    for (BasicProperties message : take(prefix + "audit")) {
      Object ordinal = message.getHeaders().get("hpc-ordinal");
      if (ordinal == null) {
        assertThat(message.getType()).isEqualTo("seed-ended");
        continue;
      }
      String id = ids.putIfAbsent(((Number) ordinal).longValue(), message.getMessageId());
      assertThat(id).isIn(null, message.getMessageId());
    }
    assertThat(ids.values()).as("round %d", round).doesNotHaveDuplicates();
    List<Long> ordinals = List.copyOf(ids.keySet());
    assertThat(ordinals).startsWith(1L).endsWith((long) ordinals.size());
    assertThat((long) ordinals.size()).as("round %d", round).isEqualTo(events());
  }

  /** Returns how many events there are, by the words of a command that reads all of them. */
  private long events() throws IOException, InterruptedException {
    succeed("events", "verify", "events", "--quiet");
    return Pattern.compile("([0-9]+) records read")
        .matcher(launcher.out())
        .results()
        .mapToLong(match -> Long.parseLong(match.group(1)))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Stream.of(more)).toList();
  }

  static boolean brokerAnswers() {
    try {
      BrokerConnections.close(BrokerConnections.open(BrokerAddress.parse(BROKER), "hpc test"));
      return true;
    } catch (BrokerException e) {
      return false;
    }
  }

  /** Takes all messages off a queue. */
  static List<BasicProperties> take(String queue) throws Exception {
    Connection connection = BrokerConnections.open(BrokerAddress.parse(BROKER), "hpc test");
    try {
      Channel channel = connection.createChannel();
      List<BasicProperties> taken = new ArrayList<>();
      for (GetResponse each = channel.basicGet(queue, true);
          each != null;
          each = channel.basicGet(queue, true)) {
        taken.add(each.getProps());
      }
      return taken;
    } finally {
      BrokerConnections.close(connection);
    }
  }
}
