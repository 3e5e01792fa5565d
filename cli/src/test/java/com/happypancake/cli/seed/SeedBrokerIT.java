package com.happypancake.cli.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.happypancake.cli.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A seed, its status and its audit on a real RabbitMQ, by their commands. */
@Timeout(180)
class SeedBrokerIT {

  private static final String BROKER =
      Optional.ofNullable(System.getenv("HPC_TEST_BROKER"))
          .orElse("amqp://guest:guest@127.0.0.1:5672");

  private final String prefix = "test-" + UUID.randomUUID() + ".";
  @TempDir private Path folder;
  private TestSession session = new TestSession();

  private int run(String line) {
    session = new TestSession();
    return session.run(words(line));
  }

  private int runOnBroker(String line) {
    return run(line + " --broker " + BROKER + " --prefix " + prefix);
  }

  private String[] words(String line) {
    return Arrays.stream(line.split(" "))
        .map(word -> word.replaceFirst("^IN/", folder.toString() + "/"))
        .toArray(String[]::new);
  }

  private String log() {
    return "IN/" + prefix + "hpc.seedlog";
  }

  private String status() {
    assertThat(runOnBroker("seed status " + log())).as(session.err()).isZero();
    return session.out();
  }

  @BeforeEach
  void makeEvents() {
    assumeTrue(
        runOnBroker("topology declare --modules audit") == 0
            || System.getenv("HPC_TEST_BROKER_REQUIRED") != null,
        () -> session.err());
    for (String line :
        new String[] {
          "sample create --country FI --scale 0.0001 --to IN/dump",
          "transform --in IN/dump --out IN/fi --max-rejects 1000"
        }) {
      assertThat(run(line)).as(session.err()).isZero();
    }
  }

  @AfterEach
  void remove() {
    runOnBroker("topology delete --force");
  }

  @Test
  void aSuperStreamIsMadeSeededAuditedEmptiedAndRemovedByCommands() {
    String declare = "topology declare --modules audit --stream --partitions 2";
    assertThat(runOnBroker(declare)).as(session.err()).isZero();
    assertThat(session.out())
        .contains("stream '" + prefix + "hpc-stream' is there, with 2 partitions");
    String seed =
        "seed --in IN/fi --rate max --quiet --modules audit --transport stream --partitions 2"
            + " --order subject";
    assertThat(runOnBroker(seed)).as(session.err()).isZero();
    String audit = "audit --in IN/fi --stream hpc-stream --partitions 2 --order subject --quiet";
    assertThat(runOnBroker(audit)).as(session.err() + session.out()).isZero();
    assertThat(runOnBroker("topology purge --force")).as(session.err()).isZero();
    assertThat(runOnBroker(declare)).as(session.err()).isZero();
    assertThat(runOnBroker("topology delete")).as(session.err()).isZero();
  }

  private JsonObject reportedSeed() throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("report.json")))
        .getAsJsonObject()
        .getAsJsonArray("seeds")
        .get(0)
        .getAsJsonObject();
  }

  @Test
  void theStatusShowsLogLedgerAndLockWhileASeedRunsAndAfterIt() throws Exception {
    TestSession seeding = new TestSession();
    // Longer than the time between two renewals of the ledger.
    String seed = "seed --in IN/fi --rate 25 --modules audit --quiet --report IN/report.json";
    Files.writeString(folder.resolve("report.json"), "an older report");
    FutureTask<Integer> ended =
        new FutureTask<>(
            () ->
                seeding.run(
                    Stream.concat(
                            Stream.of(words(seed)),
                            Stream.of("--broker", BROKER, "--prefix", prefix))
                        .toArray(String[]::new)));
    new Thread(ended, "seed").start();
    int looks = 0;
    while (!ended.isDone()) {
      int code = runOnBroker("seed status " + log());
      // No log is there before the seed begins, and no ledger knows it before its first event.
      if (code == 0
          && session.out().contains("a seeder holds it")
          && session.out().contains("confirmed, prefix ")) {
        assertThat(session.out()).doesNotContain("conflict");
        if (!ended.isDone() && looks++ == 0) {
          assertThat(reportedSeed().get("outcome").getAsString()).isEqualTo("INCOMPLETE");
        }
      }
    }
    assertThat(ended.get()).as(seeding.err()).isZero();
    assertThat(looks).isPositive();
    assertThat(reportedSeed().get("outcome").getAsString()).isEqualTo("COMPLETE");
    assertThat(status())
        .contains("\nledger     incarnation ", "\nlock       no seeder holds it\n", "IN THE LEDGER")
        .containsPattern(
            "fi +(\\d+) +(\\d+) +\\1 +1 +finished +\\1 confirmed, prefix \\2, finished")
        .doesNotContain("conflict");
    assertThat(runOnBroker("seed status --json " + log())).isZero();
    JsonObject json = JsonParser.parseString(session.out()).getAsJsonObject();
    assertThat(json.get("locked").getAsBoolean()).isFalse();
    assertThat(json.has("conflict")).isFalse();
    assertThat(json.getAsJsonObject("ledger").getAsJsonArray("seeds")).hasSize(1);
  }

  @Test
  void logAndLedgerThatContradictEachOtherAreShownWithBothSides() {
    assertThat(runOnBroker("seed --in IN/fi --rate max --modules audit")).isZero();
    assertThat(runOnBroker("topology purge --force")).isZero();
    assertThat(status())
        .containsPattern(
            "\nconflict +the log is of exchange '" + prefix + "hpc' .*, and the broker")
        .containsPattern("finished +-\n");
    assertThat(run("seed status " + log() + " --broker " + BROKER)).isEqualTo(2);
    assertThat(session.err()).contains("its seeds go to exchange '" + prefix + "hpc' in virtual");
    assertThat(run("seed status " + log())).isZero();
    assertThat(session.out()).contains("ledger     not asked").doesNotContain("conflict");
    assertThat(run("seed status " + log() + " --broker amqp://127.0.0.1:1 --prefix " + prefix))
        .isEqualTo(4);
    assertThat(session.out()).contains("ledger     not known: the broker did not tell", "finished");
  }

  @Test
  void aSeedOfAChoiceIsAuditedByTheSameOptions() {
    String choice = " --types flirt-*,member-registered --limit 9 --order subject";
    assertThat(runOnBroker("seed --in IN/fi --rate max --modules audit" + choice)).isZero();
    assertThat(runOnBroker("audit --in IN/fi" + choice)).as(session.err()).isZero();
    assertThat(session.out()).contains("9 of 9 events arrived, 0 missing", "clean");
    assertThat(runOnBroker("audit --in IN/fi --idle-timeout 1")).isEqualTo(5);
    assertThat(session.err()).contains("is the state of another audit, of the choice 'types: ");
    assertThat(runOnBroker("audit --in IN/fi --types no-such")).isEqualTo(2);
  }
}
