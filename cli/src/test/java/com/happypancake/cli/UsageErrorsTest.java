package com.happypancake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageErrorsTest {

  private static final String TRANSFORM_REPORT = "transform --in d --out e --report ";
  private static final String SEED = "seed --in none --rate 1 --broker ";
  private static final String AUDIT = "audit --in none --broker amqp://h ";
  private static final String SCAFFOLD = "extract scaffold --source jdbc:h2:mem:x --out none";
  private static final String EXTRACT = "extract --country FI --out none --source ";

  static Stream<Arguments> commandLines() {
    return Stream.of(
        arguments("", "hpc: which command? Among sample, extract"),
        arguments(
            "topology", "hpc topology: which of declare, status, diff, export, purge, delete?"),
        arguments("topology export --modules novs", "--modules: there is no module novs; the"),
        arguments("topology export --partitions 3", "--partitions is for --stream"),
        arguments("topology export --queue-type fast", "'--queue-type': expected one of [CLASSIC"),
        arguments(
            "topology diff --broker amqp://h --management-url h:1",
            "--management-url: not a web address"),
        arguments("help topology delet", "hpc help: hpc topology has no command 'delet', only"),
        arguments("help demo now", "hpc help: hpc demo has no commands within it"),
        arguments("seed rate fast none", "hpc seed rate: PLAN: 'fast'"),
        arguments("seed rate 9", "hpc seed rate: Missing required parameter: 'LOG'"),
        arguments(AUDIT + "--queue a --stream b", "--queue and --stream exclude each other"),
        arguments(AUDIT + "--partitions 3", "--partitions and --stream-port need --stream"),
        arguments(AUDIT + "--stream s --partitions -1", "1 to 1000 partitions, not -1"),
        arguments(AUDIT + "--idle-timeout 0", "--idle-timeout: expected at least 1 second"),
        arguments(AUDIT + "--order time", "--order"),
        arguments(AUDIT + "--limit -1", "--limit and --member are at least 1"),
        arguments(AUDIT + "--only-ordinals 5..4", "--only-ordinals is '5..4'; expected a first"),
        arguments("extrakt dumps ls d", "hpc: unexpected argument extrakt (did you mean"),
        arguments("dumps extrakt ls d", "hpc dumps: unexpected argument extrakt"),
        arguments("extrakt", "hpc: unexpected argument extrakt (did you mean"),
        arguments("extract --sorce=x", "hpc extract: unknown option --sorce"),
        arguments("extract", "hpc extract: Missing required options: '--source=URL'"),
        arguments(
            "extract --quiet", "hpc extract: Missing required options: '--source=URL', '--country"),
        arguments("extract scafold", "hpc extract: unexpected argument scafold"),
        arguments("extract scaffold", "hpc extract scaffold: Missing required options: '--source"),
        arguments("extract scaffold --sorce=x", "hpc extract scaffold: unknown option --sorce"),
        arguments(SCAFFOLD + " --package A", "'A' is no package for a schema; expected small"),
        arguments(SCAFFOLD + " --schema=", "the schema has no name; expected for example dbo"),
        arguments(
            "extract scaffold --source db1 --out none",
            "hpc extract scaffold: --source: not the JDBC URL of SQL Server or H2"),
        arguments(
            EXTRACT + "jdbc:h2:mem:x --descriptors src",
            "--descriptors: src: the folder holds 0 files named *.desc; expected one"),
        arguments("sample create --country DK --to x", "expected one of [FI, SE]"),
        arguments("sample create --country FI --to x --scale 0", "scale of a sample"),
        arguments(
            "sample create --country FI --to x --scale some",
            "'--scale': expected a number such as 0.01 but was 'some'"),
        arguments(
            "dumps head -n x none",
            "expected a whole number up to 9223372036854775807 but was 'x'"),
        arguments(
            "extract --source jdbc:h2:mem:x --country FI --out none --connections 3000000000",
            "expected a whole number up to 2147483647 but was '3000000000'"),
        arguments("transform --in= --out b", "is empty; expected a path"),
        arguments("sample create --country FI --to=", "--to: is empty; expected a path"),
        arguments("dumps head -n -1 none", "hpc dumps head: -n is -1; expected 0 or more"),
        arguments(
            EXTRACT + "db1",
            "--source: not the JDBC URL of SQL Server or H2; expected jdbc:sqlserver://"),
        arguments(
            "extract --source jdbc:h2:mem:x --country XX --out none",
            "country 'XX' is not known; expected an ISO 3166-1 code among AT"),
        arguments(
            EXTRACT + "jdbc:h2:mem:x --deletes keys", "--deletes is for a delta; give its base"),
        arguments(
            EXTRACT + "jdbc:h2:mem:x --overlap 120", "--overlap is for a delta; give its base"),
        arguments(
            EXTRACT + "jdbc:h2:mem:x --log-format xml",
            "'--log-format': expected one of [TEXT, JSON] (case-insensitive) but was 'xml'"),
        arguments(EXTRACT + "jdbc:h2:mem:x --tables Cats", "no message holds the table Cats"),
        arguments(EXTRACT + "jdbc:h2:mem:x --rows-per-part 0", "the rows per part are 0"),
        arguments(
            EXTRACT + "jdbc:h2:mem:x --max-rows-per-second -5",
            "at most -5 rows a second; expected 1 or more"),
        arguments(
            EXTRACT + "jdbc:h2:mem:x --max-bytes-per-second 0",
            "at most 0 bytes a second; expected 1 or more"),
        arguments(
            EXTRACT + "jdbc:h2:mem:x --health-interval -1",
            "the health interval is -1000 ms; expected a millisecond to a day"),
        arguments(
            EXTRACT + "jdbc:h2:mem:x --retries -1",
            "retries are -1 of a chunk and -10 in all; expected 0 or more"),
        arguments(
            EXTRACT + "jdbc:h2:mem:x --since base --overlap -5",
            "the overlap is -5 minutes; expected 0 or more"),
        arguments(
            EXTRACT + "jdbc:h2:mem:x --descriptors pom.xml",
            "--descriptors: pom.xml: not a descriptor set: "),
        arguments(
            "transform --in a --out b --threads 999999", "threads is at most 256, not 999999"),
        arguments(
            "transform --in a --out b --after c",
            "events follow others only if they are those of a delta; name its base"),
        arguments(
            "transform --in a --out b --base c --sample 0.1",
            "a delta has no choice by time and no sample; it follows all events of its base"),
        arguments("transform --in a --out b --threads 0", "the number of threads is at least 1"),
        arguments("transform --in a --out b --memory 9x", "'9x' is no size; expected for example"),
        arguments("transform --in a --out b --memory 9", "the sort's memory in bytes is at least"),
        arguments("transform --in a --out b --scratch=", "is empty; expected a path"),
        arguments(
            "transform --in a --out b --max-rejects -1",
            "--max-rejects: '-1' is no limit; expected for example 100, 0.5% or"
                + " unknown-member=1000"),
        arguments(
            "transform --in a --out b --max-rejects 101%",
            "--max-rejects: the share of rejects allowed is 0% to 100%, not 101%"),
        arguments(
            "transform --in a --out b --max-rejects 1,2%",
            "--max-rejects: '2%' is a second limit of the same rejects"),
        arguments(
            "transform --in a --out b --max-rejects no-photo=1",
            "--max-rejects: nothing is rejected for the reason 'no-photo'; expected one of"
                + " missing-value, impossible-time, unknown-member,"),
        arguments(
            "transform --in a --out b --types mesage-sent",
            "--types: there is no event of the type 'mesage-sent'; expected one of message-sent,"
                + " flirt-sent"),
        arguments(
            "transform --in a --out b --types message-sent,Seed-Ended",
            "--types: events of the type 'seed-ended' come from no row, so no dump gives"
                + " them; leave the type out"),
        arguments(
            "transform --in a --out b --types *-ended",
            "--types: events of the type 'seed-ended' come from no row"),
        arguments(
            "transform --in a --out b --types nothing*",
            "--types: there is no event of the type 'nothing*'; expected one of"
                + " member-registered,"),
        arguments(
            "transform --in a --out b --from today",
            "--from is 'today'; expected an instant such as 2014-03-01T12:00:00Z, or a day"),
        arguments(
            "transform --in a --out b --from 2014-01-02 --to 2014-01-02",
            "the events from 2014-01-02T00:00:00Z to 2014-01-02T00:00:00Z are none; expected a"
                + " later end"),
        arguments(
            "transform --in a --out b --sample 1.5",
            "the share of a sample is above 0 and below 1, such as 0.01, not 1.5"),
        arguments(
            SEED + "http://localhost", "--broker: not a broker's address; expected amqp[s]://"),
        arguments(
            SEED + "amqp://localhost --ca pom.xml",
            "--ca, --cert and --key are for a broker with TLS: amqps://"),
        arguments(
            SEED + "amqps://localhost --cert pom.xml",
            "--cert and --key go together: a certificate and its key"),
        arguments(
            SEED + "amqps://localhost --ca no/such.pem",
            "--ca, --cert, --key: no/such.pem: there is no such file"),
        arguments(SEED + "amqps://localhost --ca pom.xml", "pom.xml: holds no certificate in PEM"),
        arguments(SEED + "amqp://localhost --rate fast", "--rate"),
        arguments(SEED + "amqp://localhost --window 0", "a window holds 1 to"),
        arguments(SEED + "amqp://localhost --only-ordinals 5..1 --again", "a first and a last"),
        arguments(SEED + "amqp://localhost --only-ordinals 1..5", "add --again"),
        arguments(SEED + "amqp://localhost --partitions 3", "--partitions is for --transport"),
        arguments(SEED + "amqp://localhost --stream-port 1", "--stream-port is for --transport"),
        arguments(
            SEED + "amqp://localhost --transport stream --stream-port 0", "a port is 1 to 65535"),
        arguments(
            "topology declare --broker amqp://localhost --partitions 3",
            "--partitions is for --stream"),
        arguments(
            "topology declare --broker amqp://localhost --stream --partitions 1001",
            "1 to 1000 partitions, not 1001"),
        arguments(
            SEED + "amqp://localhost --partitions 3 --transport stream", "add --order subject"),
        arguments(SEED + "amqp://localhost --give-up-after long", "--give-up-after is 'long'"),
        arguments(SEED + "amqp://localhost --max-queue-depth 0", "--max-queue-depth is at least"),
        arguments(SEED + "amqp://localhost --watch-queues news,nwes", "--watch-queues"),
        arguments(SEED + "amqp://localhost --limit -1", "--limit and --member are at least"),
        arguments(SEED + "amqp://localhost --allow nothing", "--allow"),
        arguments(SEED + "amqp://localhost --types no-such", "--types"),
        arguments(SEED + "amqp://localhost --prefix a*b", "a prefix is up to 100 letters"),
        arguments(SEED + "amqp://localhost --confirm-timeout 0", "expected a time to wait"),
        arguments(
            SEED + "amqp://localhost --confirm-timeout 9223372036854775807",
            "more than 0 and at most 86400 seconds"),
        arguments(TRANSFORM_REPORT + "x.json --dry-run", "--report: a dry run prints its own"),
        arguments(TRANSFORM_REPORT + ".", "--report: .: is a folder, not a file"),
        arguments(TRANSFORM_REPORT + "no/such/x.json", "there is no such folder"),
        arguments(
            "transform --in d --out e --log-format xml",
            "'--log-format': expected one of [TEXT, JSON] (case-insensitive) but was 'xml'"),
        arguments(SEED + "amqp://localhost --report .", "--report: .: is a folder, not a file"),
        arguments(
            EXTRACT + "jdbc:h2:mem:x --descriptors no/such.desc",
            "--descriptors: no/such.desc: there is no such file"),
        arguments("transform --in a --out b --memory 9999999999g", "is more than any memory"),
        arguments(SEED + "amqp://localhost --management-url ftp://x", "not a web address"),
        arguments(SEED + "amqp://localhost --report no/such/x.json", "there is no such folder"));
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void eachMistakeIsOneMessageAndExitCode2(String commandLine, String message) {
    TestSession session = new TestSession();
    String[] words = commandLine.isEmpty() ? new String[0] : commandLine.split(" ", -1);
    assertThat(session.run(words)).isEqualTo(2);
    assertThat(session.err()).contains(message).doesNotContain("\tat ");
    assertThat(session.err().strip().lines()).hasSize(1);
    assertThat(session.out()).isEmpty();
  }

  @Test
  void aWrongPropertiesFileComesBeforeWhatItWouldHaveGiven(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("hpc.properties");
    Files.writeString(file, "brokr=amqp://localhost\nrate=1\n");
    TestSession session = new TestSession().with("HPC_CONFIG", file.toString());
    assertThat(session.run("seed", "--in", "none")).isEqualTo(2);
    assertThat(session.err())
        .startsWith("hpc seed: " + file + ", line 1: no command has the key 'brokr'")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dumps ls /no/such/folder --verbose",
        "dumps --verbose ls /no/such/folder",
        "--verbose -q dumps ls /no/such/folder"
      })
  void verboseShowsWhereTheErrorArose(String commandLine) {
    TestSession session = new TestSession();
    assertThat(session.run(commandLine.split(" "))).isEqualTo(5);
    assertThat(session.err()).contains("RefusedFolderException").contains("\tat com.happypancake");
  }
}
