package com.happypancake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A parse test for each option and argument of each command. */
class OptionsTest {

  /** What was parsed, by its line: many rows are about one line. */
  private static final Map<String, Parsed> PARSED = new HashMap<>();

  /** All lines are parsed by one tree, which takes its defaults anew for each. */
  private static final CommandLine TREE = CommandLines.tree(new TestSession().context());

  /** The command that a line names, and the values of its options and arguments. */
  private record Parsed(String command, Map<String, Object> values) {}

  private static final String SAMPLE = "sample create --country FI --to d";
  private static final String EXTRACT = "extract --source jdbc:h2:mem:x --country FI --out d";
  private static final String CHECK = "extract check --source jdbc:h2:mem:x --country FI --out d";
  private static final String SCAFFOLD = "extract scaffold --source jdbc:h2:mem:x --out d";
  private static final String TRANSFORM = "transform --in d --out e";
  private static final String DECLARE = "topology declare --broker amqp://h";
  private static final String DELETE = "topology delete --broker amqp://h";
  private static final String PURGE = "topology purge --broker amqp://h";
  private static final String STATUS = "topology status --broker amqp://h";
  private static final String DIFF = "topology diff --broker amqp://h";
  private static final String EXPORT = "topology export";
  private static final String SEED = "seed --in e --broker amqp://h --rate 2000";
  private static final String SEED_CHECK = "seed check --in e --broker amqp://h --rate 2000";
  private static final String SEED_STATUS = "seed status d --broker amqp://h";
  private static final String AUDIT = "audit --in e --broker amqp://h";

  static Stream<Arguments> options() {
    return Stream.of(
        row(SAMPLE, "--country", "FI"),
        row(SAMPLE, "--to", "d"),
        row(SAMPLE, "--scale", 0.01),
        row(SAMPLE + " --scale 1.5", "--scale", 1.5),
        row(SAMPLE, "--seed", 1L),
        row(SAMPLE + " --seed -7", "--seed", -7L),
        row(EXTRACT, "--log-format", "TEXT"),
        row(EXTRACT + " --log-format json", "--log-format", "JSON"),
        row(EXTRACT + " --metrics-statsd h:8125", "--metrics-statsd", "h:8125"),
        row(EXTRACT + " --metrics-prometheus 9464", "--metrics-prometheus", "9464"),
        row(CHECK, "--json", false),
        row(CHECK + " --json", "--json", true),
        row("extract status d", "FOLDER", Path.of("d")),
        row("extract status d", "--json", false),
        row("extract status d --json", "--json", true),
        row("extract pause d", "FOLDER", Path.of("d")),
        row("extract continue d", "FOLDER", Path.of("d")),
        row(SEED_CHECK, "--json", false),
        row(SEED_CHECK + " --json", "--json", true),
        row("seed status d", "LOG", Path.of("d")),
        row("seed status d", "--json", false),
        row("seed status d --json", "--json", true),
        row("seed pause d", "LOG", Path.of("d")),
        row("seed continue d", "LOG", Path.of("d")),
        row("seed rate 9 d", "PLAN", "9"),
        row("seed rate 9 d", "LOG", Path.of("d")),
        row("seed stop d", "LOG", Path.of("d")),
        row(SCAFFOLD, "--source", "jdbc:h2:mem:x"),
        row(SCAFFOLD, "--out", Path.of("d")),
        row(SCAFFOLD, "--schema", List.of("dbo")),
        row(SCAFFOLD + " --schema a,b", "--schema", List.of("a", "b")),
        row(SCAFFOLD + " --tables A,B --tables C", "--tables", List.of("A", "B", "C")),
        row(SCAFFOLD + " --package a.b", "--package", "a.b"),
        row(SCAFFOLD, "--force", false),
        row(SCAFFOLD + " --force", "--force", true),
        row(TRANSFORM, "--in", Path.of("d")),
        row(TRANSFORM, "--out", Path.of("e")),
        row(TRANSFORM, "--base", List.of()),
        row(TRANSFORM + " --base a,b", "--base", List.of(Path.of("a"), Path.of("b"))),
        row(TRANSFORM + " --base a --after c", "--after", Path.of("c")),
        row(TRANSFORM, "--max-rejects", List.of("0")),
        row(TRANSFORM + " --max-rejects 9", "--max-rejects", List.of("9")),
        row(
            TRANSFORM + " --max-rejects 0.5%,unknown-member=9 --max-rejects impossible-time=0",
            "--max-rejects",
            List.of("0.5%", "unknown-member=9", "impossible-time=0")),
        row(TRANSFORM + " --types a,b-* --types c", "--types", List.of("a", "b-*", "c")),
        row(TRANSFORM + " --from 2014-01-01", "--from", "2014-01-01"),
        row(TRANSFORM + " --to 2014-01-01", "--to", "2014-01-01"),
        row(TRANSFORM + " --sample 0.01", "--sample", 0.01),
        row(TRANSFORM + " --country SE", "--country", "SE"),
        row(TRANSFORM + " --threads 3", "--threads", 3),
        row(TRANSFORM + " --memory 32m", "--memory", "32m"),
        row(TRANSFORM, "--events-per-part", 1_000_000L),
        row(TRANSFORM + " --scratch s", "--scratch", Path.of("s")),
        row(TRANSFORM, "--resume", false),
        row(TRANSFORM + " --resume", "--resume", true),
        row(TRANSFORM, "--dry-run", false),
        row(TRANSFORM + " --dry-run", "--dry-run", true),
        row(TRANSFORM + " --events-per-part 5", "--events-per-part", 5L),
        row(SAMPLE + " --codec jdk-6", "--codec", "jdk-6"),
        row(SAMPLE, "--verify-writes", false),
        row(SAMPLE + " --verify-writes", "--verify-writes", true),
        row(TRANSFORM + " --codec jdk-6", "--codec", "jdk-6"),
        row(TRANSFORM + " --report f", "--report", Path.of("f")),
        row(TRANSFORM, "--log-format", "TEXT"),
        row(TRANSFORM + " --log-format json", "--log-format", "JSON"),
        row(TRANSFORM + " --metrics-statsd h:8125", "--metrics-statsd", "h:8125"),
        row(TRANSFORM + " --metrics-prometheus 9464", "--metrics-prometheus", "9464"),
        row(TRANSFORM, "--verify-writes", false),
        row(TRANSFORM + " --verify-writes", "--verify-writes", true),
        row(DELETE, "--force", false),
        row(DELETE + " --force", "--force", true),
        row(DELETE + " --exchange hpc", "--exchange", "hpc"),
        row(PURGE, "--force", false),
        row(PURGE + " --force", "--force", true),
        row(PURGE + " --exchange hpc", "--exchange", "hpc"),
        row(STATUS, "--json", false),
        row(STATUS + " --json", "--json", true),
        row(DECLARE, "--queue-type", "CLASSIC"),
        row(DECLARE + " --queue-type quorum", "--queue-type", "QUORUM"),
        row(DECLARE, "--stream", false),
        row(DECLARE + " --stream", "--stream", true),
        row(DECLARE, "--partitions", 0),
        row(DECLARE + " --stream --partitions 3", "--partitions", 3),
        row(EXPORT, "--stream", false),
        row(EXPORT + " --stream", "--stream", true),
        row(EXPORT, "--partitions", 0),
        row(EXPORT + " --stream --partitions 3", "--partitions", 3),
        row(EXPORT, "--queue-type", "CLASSIC"),
        row(EXPORT + " --queue-type stream", "--queue-type", "STREAM"),
        row(EXPORT, "--prefix", ""),
        row(EXPORT + " --prefix p-", "--prefix", "p-"),
        row(EXPORT + " --vhost v", "--vhost", "v"),
        row(AUDIT, "--in", Path.of("e")),
        row(AUDIT + " --queue news", "--queue", "news"),
        row(AUDIT + " --stream hpc-stream", "--stream", "hpc-stream"),
        row(AUDIT, "--partitions", 0),
        row(AUDIT + " --stream s --partitions 3", "--partitions", 3),
        row(AUDIT + " --stream s --stream-port 5553", "--stream-port", 5_553),
        row(AUDIT + " --state s", "--state", Path.of("s")),
        row(AUDIT, "--anew", false),
        row(AUDIT + " --anew", "--anew", true),
        row(AUDIT, "--follow", false),
        row(AUDIT + " --follow", "--follow", true),
        row(AUDIT, "--idle-timeout", 10L),
        row(AUDIT + " --idle-timeout 60", "--idle-timeout", 60L),
        row(AUDIT, "--json", false),
        row(AUDIT + " --json", "--json", true),
        row(AUDIT + " --log-format json", "--log-format", "JSON"),
        row(SEED + " --control 8090", "--control", "8090"),
        row(SEED + " --control-token-file f", "--control-token-file", Path.of("f")),
        row(SEED + " --control-from-anywhere", "--control-from-anywhere", true),
        row(SEED + " --metrics-statsd h:1", "--metrics-statsd", "h:1"),
        row(SEED + " --metrics-prometheus 1", "--metrics-prometheus", "1"),
        row(SEED + " --report f --report g", "--report", List.of(Path.of("f"), Path.of("g"))),
        row("demo --source u", "--source", "u"),
        row("demo --broker u", "--broker", "u"),
        row("demo", "--scale", 0.01),
        row("demo --scale 0.5", "--scale", 0.5),
        row("demo", "--rate", "2000"),
        row("demo --rate max", "--rate", "max"),
        row("demo", "--folder", Path.of("hpc-demo")),
        row("demo --folder d", "--folder", Path.of("d")),
        row("dumps merge b d --out e", "BASE", Path.of("b")),
        row("dumps merge b c d --out e", "DELTA", List.of(Path.of("c"), Path.of("d"))),
        row("dumps merge b d --out e", "--out", Path.of("e")),
        row("completion", "SHELL", "bash"),
        row("completion zsh", "SHELL", "zsh"));
  }

  /** What is extracted is told alike to each command that is about an extraction. */
  static Stream<Arguments> extractions() {
    return Stream.of(EXTRACT, CHECK)
        .flatMap(
            line ->
                Stream.of(
                    row(line, "--source", "jdbc:h2:mem:x"),
                    row(line, "--country", "FI"),
                    row(line, "--out", Path.of("d")),
                    row(line + " --tables A,B --tables C", "--tables", List.of("A", "B", "C")),
                    row(line + " --descriptors f", "--descriptors", Path.of("f")),
                    row(line, "--allow-extra-columns", false),
                    row(line + " --allow-extra-columns", "--allow-extra-columns", true),
                    row(line, "--rows-per-part", 1_000_000L),
                    row(line + " --rows-per-part=5", "--rows-per-part", 5L),
                    row(line + " --since b", "--since", Path.of("b")),
                    row(line + " --deletes keys", "--deletes", "keys"),
                    row(line, "--overlap", 120L),
                    row(line + " --overlap 5", "--overlap", 5L),
                    row(line + " --high-water 0x07D1", "--high-water", "0x07D1"),
                    row(line + " --pseudonymize k", "--pseudonymize", Path.of("k")),
                    row(line, "--resume", false),
                    row(line + " --resume", "--resume", true),
                    row(line, "--connections", 1),
                    row(line + " --connections 4", "--connections", 4),
                    row(line + " --consistency snapshot", "--consistency", "snapshot"),
                    row(line + " --max-rows-per-second 9", "--max-rows-per-second", 9L),
                    row(line + " --max-bytes-per-second 9", "--max-bytes-per-second", 9L),
                    row(line + " --exclude-tables A,B", "--exclude-tables", List.of("A", "B")),
                    row(line + " --window 01:00-06:00", "--window", "01:00-06:00"),
                    row(line, "--health-interval", 5L),
                    row(line + " --health-interval 0", "--health-interval", 0L),
                    row(line, "--retries", 10),
                    row(line + " --retries 0", "--retries", 0),
                    row(line + " --codec jdk-6", "--codec", "jdk-6"),
                    row(line, "--verify-writes", false),
                    row(line + " --verify-writes", "--verify-writes", true)));
  }

  static Stream<Arguments> sharedOptions() {
    Stream<Arguments> logins =
        Stream.of(
                SAMPLE,
                EXTRACT,
                CHECK,
                SCAFFOLD,
                DECLARE,
                DELETE,
                PURGE,
                STATUS,
                DIFF,
                SEED,
                SEED_CHECK,
                SEED_STATUS,
                AUDIT,
                "demo")
            .flatMap(
                line ->
                    Stream.of(
                        row(line + " --user me", "--user", "me"),
                        row(line + " --password-file f", "--password-file", Path.of("f"))));
    Stream<Arguments> brokers =
        Stream.of(DECLARE, DELETE, PURGE, STATUS, DIFF, SEED, SEED_CHECK, SEED_STATUS, AUDIT)
            .flatMap(
                line ->
                    Stream.of(
                        row(line, "--broker", "amqp://h"),
                        row(line, "--prefix", ""),
                        row(line + " --prefix p-", "--prefix", "p-"),
                        row(line + " --vhost v", "--vhost", "v"),
                        row(line + " --ca f", "--ca", Path.of("f")),
                        row(line + " --cert f --key k", "--cert", Path.of("f")),
                        row(line + " --cert f --key k", "--key", Path.of("k"))));
    Stream<Arguments> modules =
        Stream.of(DECLARE, STATUS, DIFF, EXPORT)
            .map(
                line -> row(line + " --modules news,audit", "--modules", List.of("news", "audit")));
    Stream<Arguments> managements =
        Stream.of(STATUS, DIFF)
            .map(line -> row(line + " --management-url u", "--management-url", "u"));
    Stream<Arguments> folders =
        Stream.of("dumps", "events")
            .flatMap(
                group ->
                    Stream.of(
                        row(group + " ls d", "FOLDER", Path.of("d")),
                        row(group + " head d", "FOLDER", Path.of("d")),
                        row(group + " head d", "--lines", 10L),
                        row(group + " head -n 3 d", "--lines", 3L),
                        row(group + " count d", "FOLDER", Path.of("d")),
                        row(group + " count d", "--read", false),
                        row(group + " count --read d", "--read", true),
                        row(group + " cat d", "FOLDER", Path.of("d")),
                        row(group + " export --out o d", "FOLDER", Path.of("d")),
                        row(group + " export --out o d", "--out", Path.of("o")),
                        row(group + " export --out o d", "--compression", "NONE"),
                        row(group + " export --out o d --compression xz", "--compression", "XZ"),
                        row(group + " verify d", "FOLDER", Path.of("d")),
                        row(group + " verify d", "--log-format", "TEXT"),
                        row(group + " verify d --log-format json", "--log-format", "JSON"),
                        row(group + " repair d --out e", "FOLDER", Path.of("d")),
                        row(group + " repair d --out e", "--out", Path.of("e")),
                        row(group + " index d", "FOLDER", Path.of("d")),
                        row(group + " index d T", "PART", Optional.of("T")),
                        row(group + " index d", "--force", false),
                        row(group + " index --force d", "--force", true)));
    return Stream.of(logins, brokers, modules, managements, folders, records())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> records() {
    Stream<Arguments> choices =
        groups("head", "cat", "count", "export --out o")
            .flatMap(
                line ->
                    Stream.of(
                        row(line + " d T", "PART", "T"),
                        row(line + " d --where a=b --where c=", "--where", List.of("a=b", "c=")),
                        row(line + " d --range 1-5", "--range", "1-5"),
                        row(line + " d --type t --type u", "--type", List.of("t", "u")),
                        row(line + " d --from 2014-03-01", "--from", "2014-03-01"),
                        row(line + " d --to 2014-03-01", "--to", "2014-03-01"),
                        row(line + " d --member 17", "--member", 17L)));
    Stream<Arguments> formats =
        groups("head", "cat", "export --out o")
            .flatMap(
                line ->
                    Stream.of(
                        row(line + " d --format csv", "--format", "CSV"),
                        row(line + " d --format delimited", "--format", "DELIMITED"),
                        row(line + " d --fields a,b.c", "--fields", List.of("a", "b.c"))));
    String imports = "dumps import --out o --country FI";
    Stream<Arguments> imported =
        Stream.of(
            row(imports + " a b", "FILE", List.of("a", "b")),
            row(imports + " a", "--out", Path.of("o")),
            row(imports + " a", "--country", "FI"),
            row(imports + " --table T a", "--table", "T"),
            row(imports + " --message M a", "--message", "M"),
            row(imports + " --prefix tagged a", "--prefix", "TAGGED"),
            row(imports + " --keep-intact a", "--keep-intact", true),
            row(imports + " --descriptors f a", "--descriptors", Path.of("f")));
    Stream<Arguments> others =
        Stream.of("dumps", "events")
            .flatMap(
                group ->
                    Stream.of(
                        row(group + " stats d", "FOLDER", Path.of("d")),
                        row(group + " stats d T", "PART", "T"),
                        row(group + " stats d", "--format", "TEXT"),
                        row(group + " stats d --format json", "--format", "JSON"),
                        row(group + " find d T 17", "FOLDER", Path.of("d")),
                        row(group + " find d T 17", "TABLE", "T"),
                        row(group + " find d T 17", "KEY", "17"),
                        row(group + " find d T --ordinal 5", "--ordinal", 5L),
                        row(group + " find d k --type t", "--type", List.of("t")),
                        row(group + " find d k --from 2014-03-01", "--from", "2014-03-01"),
                        row(group + " find d k --to 2014-03-01", "--to", "2014-03-01"),
                        row(group + " find d T 17 --format json", "--format", "JSON"),
                        row(group + " find d T 17 --fields a", "--fields", List.of("a")),
                        row(group + " diff c d", "A", Path.of("c")),
                        row(group + " diff c d", "B", Path.of("d")),
                        row(group + " diff c d T", "TABLE", "T"),
                        row(group + " diff c d", "--values", false),
                        row(group + " diff c d --values", "--values", true),
                        row(group + " diff c d", "--format", "TEXT"),
                        row(group + " diff c d --format json", "--format", "JSON")));
    return Stream.of(choices, formats, imported, others).flatMap(rows -> rows);
  }

  private static Stream<String> groups(String... commands) {
    return Stream.of("dumps ", "events ")
        .flatMap(group -> Stream.of(commands).map(command -> group + command));
  }

  static Stream<Arguments> everywhereOptions() {
    return Stream.of(
            SAMPLE,
            SCAFFOLD,
            EXTRACT,
            CHECK,
            "extract status d",
            "extract pause d",
            "extract continue d",
            TRANSFORM,
            "transform story",
            "transform summary",
            "transform graph",
            DECLARE,
            DELETE,
            PURGE,
            STATUS,
            DIFF,
            EXPORT,
            SEED,
            SEED_CHECK,
            "seed status d",
            "seed pause d",
            "seed continue d",
            "seed rate 9 d",
            "seed stop d",
            "dumps",
            "dumps ls d",
            "dumps head d",
            "dumps cat d",
            "dumps count d",
            "dumps diff c d",
            "dumps export --out o d",
            "dumps find d T 17",
            "dumps stats d",
            "dumps verify d",
            "dumps repair d --out e",
            "dumps index d",
            "dumps merge b d --out e",
            "dumps import --out o --country FI a",
            "events",
            "events ls d",
            "events head d",
            "events cat d",
            "events count d",
            "events diff c d",
            "events export --out o d",
            "events find d T 17",
            "events stats d",
            "events verify d",
            "events repair d --out e",
            "events index d",
            AUDIT,
            "completion",
            "demo",
            "topology",
            "sample")
        .flatMap(
            line ->
                Stream.of(
                    row(line, "--quiet", false),
                    row(line + " -q", "--quiet", true),
                    row(line + " --verbose", "--verbose", true)));
  }

  private static Arguments row(String line, String name, Object value) {
    return arguments(line, name, value);
  }

  private static Parsed parse(String line) {
    return PARSED.computeIfAbsent(line, OptionsTest::parseAnew);
  }

  private static Parsed parseAnew(String line) {
    CommandLine command = TREE;
    command.parseArgs(line.split(" ", -1));
    while (command.getParseResult().hasSubcommand()) {
      command = command.getParseResult().subcommand().commandSpec().commandLine();
    }
    CommandSpec spec = command.getCommandSpec();
    Map<String, Object> values = new HashMap<>();
    spec.args().forEach(argument -> values.put(name(argument), argument.getValue()));
    return new Parsed(spec.qualifiedName(), values);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  static Stream<Arguments> connectionOptions() {
    return Stream.of(EXTRACT, CHECK, SCAFFOLD)
        .flatMap(
            line ->
                Stream.of(
                    row(line, "--login-timeout", 30L),
                    row(line + " --login-timeout 5", "--login-timeout", 5L),
                    row(line, "--query-timeout", 300L),
                    row(line + " --query-timeout 5", "--query-timeout", 5L),
                    row(line + " --socket-timeout 5", "--socket-timeout", 5L),
                    row(line, "--lock-timeout", 60L),
                    row(line + " --lock-timeout 5", "--lock-timeout", 5L),
                    row(line, "--packet-bytes", 16_000),
                    row(line + " --packet-bytes 512", "--packet-bytes", 512)));
  }

  /** What was seeded is told alike to a seed and to its audit. */
  static Stream<Arguments> choiceOptions() {
    return Stream.of(SEED, SEED_CHECK, AUDIT)
        .flatMap(
            line ->
                Stream.of(
                    row(line, "--order", "GLOBAL"),
                    row(line + " --order subject", "--order", "SUBJECT"),
                    row(line + " --types a,b", "--types", List.of("a", "b")),
                    row(line, "--limit", 0L),
                    row(line + " --limit 5", "--limit", 5L),
                    row(line + " --member 5", "--member", 5L),
                    row(line + " --only-ordinals 1..5", "--only-ordinals", "1..5")));
  }

  static Stream<Arguments> seedOptions() {
    return Stream.of(SEED, SEED_CHECK)
        .flatMap(
            line ->
                Stream.of(
                    row(line, "--in", Path.of("e")),
                    row(line, "--rate", "2000"),
                    row(line, "--window", 4_000),
                    row(line + " --window 5", "--window", 5),
                    row(line + " --name n", "--name", "n"),
                    row(line, "--again", false),
                    row(line + " --again", "--again", true),
                    row(line + " --hours 01:00-06:00", "--hours", "01:00-06:00"),
                    row(line + " --min-rate 5", "--min-rate", 5.0),
                    row(line + " --max-queue-depth 5", "--max-queue-depth", 5L),
                    row(
                        line + " --watch-queues news,chat",
                        "--watch-queues",
                        List.of("news", "chat")),
                    row(line + " --modules news,audit", "--modules", List.of("news", "audit")),
                    row(line + " --log l", "--log", Path.of("l")),
                    row(line, "--transport", "AMQP"),
                    row(line + " --transport dry-run", "--transport", "DRY_RUN"),
                    row(line, "--partitions", 0),
                    row(line + " --partitions 3", "--partitions", 3),
                    row(line + " --stream-port 5553", "--stream-port", 5_553),
                    row(line, "--body", "PROTOBUF"),
                    row(line + " --body json", "--body", "JSON"),
                    row(line + " --cloudevents", "--cloudevents", true),
                    row(line, "--give-up-after", "1h"),
                    row(line + " --give-up-after 5m", "--give-up-after", "5m"),
                    row(line + " --on-refusal resend", "--on-refusal", "RESEND"),
                    row(line + " --allow max-length:news", "--allow", List.of("max-length:news")),
                    row(line + " --allow-unchecked", "--allow-unchecked", true),
                    row(line, "--confirm-timeout", 60L),
                    row(line + " --confirm-timeout 5", "--confirm-timeout", 5L),
                    row(line + " --management-url http://h", "--management-url", "http://h"),
                    row(line, "--log-format", "TEXT"),
                    row(line + " --log-format json", "--log-format", "JSON")));
  }

  @ParameterizedTest
  @MethodSource({
    "options",
    "extractions",
    "choiceOptions",
    "seedOptions",
    "connectionOptions",
    "sharedOptions",
    "everywhereOptions"
  })
  void eachOptionIsReadAsItsValue(String line, String name, Object value) {
    assertThat(parse(line).values()).containsKey(name);
    Object actual = parse(line).values().get(name);
    assertThat(actual instanceof Enum<?> constant ? constant.name() : actual).isEqualTo(value);
  }

  @Test
  void noOptionIsWithoutAParseTest() {
    Set<String> tested =
        Stream.of(
                options(),
                extractions(),
                choiceOptions(),
                seedOptions(),
                connectionOptions(),
                sharedOptions(),
                everywhereOptions())
            .flatMap(rows -> rows)
            .map(Arguments::get)
            .map(row -> parse((String) row[0]).command() + " " + row[1])
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> all = new TreeSet<>();
    collect(CommandLines.tree(new TestSession().context()), all);
    assertThat(tested).isEqualTo(all);
  }

  private static void collect(CommandLine command, Set<String> names) {
    CommandSpec spec = command.getCommandSpec();
    for (ArgSpec argument : spec.args()) {
      boolean standard =
          argument instanceof OptionSpec option && (option.usageHelp() || option.versionHelp());
      if (!standard && !argument.hidden() && !spec.name().equals("help")) {
        names.add(spec.qualifiedName() + " " + name(argument));
      }
    }
    command.getSubcommands().values().forEach(child -> collect(child, names));
  }
}
