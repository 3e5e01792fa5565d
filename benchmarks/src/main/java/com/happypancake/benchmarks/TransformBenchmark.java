package com.happypancake.benchmarks;

import static com.happypancake.benchmarks.MarkdownTable.format;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.block.Codec;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Compares {@code hpc transform} with a Go program and with the limit of the codec. */
final class TransformBenchmark {
  private static final String OURS = "hpc transform";
  private static final String PEER = "Go: peers/transform";
  private static final String LIMIT = "limit: the codec alone";
  private static final String MUCH_MEMORY = "hpc transform, -Xmx4g";
  private static final String LITTLE_MEMORY = "hpc transform, -Xmx256m";
  private static final String GO_PACKAGE = "golang-go";

  private final BenchmarkSettings settings;
  private final String launcher;
  private final Path peerSource;
  private final PrintStream out;
  private final Consumer<String> progress;
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final Path dump;
  private final Path events;
  private final Path content;
  private final Path output;
  private final Path peer;
  private final Path peerOutput;

  /**
   * Creates a run.
   *
   * @param launcher hpc's launcher
   * @param peerSource the folder with the Go program's source
   * @param out receives the tables
   * @param progress receives the name of what runs
   */
  TransformBenchmark(
      BenchmarkSettings settings,
      Path launcher,
      Path peerSource,
      PrintStream out,
      Consumer<String> progress) {
    this.settings = settings;
    this.launcher = launcher.toString();
    this.peerSource = peerSource;
    this.out = out;
    this.progress = progress;
    this.dump = settings.work().resolve("dump");
    this.events = settings.work().resolve("events");
    this.content = settings.work().resolve("events.raw");
    this.output = settings.work().resolve("output");
    this.peer = settings.work().resolve("peer");
    this.peerOutput = settings.work().resolve("peer.gz");
  }

  /** Runs the benchmark and deletes its files. */
  void run() throws IOException, InterruptedException {
    Files.createDirectories(settings.work());
    clear();
    try {
      createSample();
      long count = createEvents();
      printWork(count);
      if (buildPeer()) {
        compareEvents();
      }
      print(count, measure());
    } finally {
      clear();
    }
  }

  private void clear() throws IOException {
    for (Path each : List.of(dump, events, content, output, peer, peerOutput)) {
      WorkFolder.delete(each);
    }
  }

  private void createSample() throws IOException, InterruptedException {
    String scale = BigDecimal.valueOf(settings.size(), 3).stripTrailingZeros().toPlainString();
    progress.accept("making the sample of Finland at scale " + scale);
    ProcessCommand.ours(
            "hpc sample create",
            List.of(launcher, "sample", "create", "--quiet"),
            "--country",
            "FI",
            "--scale",
            scale,
            "--to",
            dump.toString())
        .run();
  }

  /** Transforms the dump, keeps the events, and returns their number. */
  private long createEvents() throws IOException, InterruptedException {
    progress.accept("making the events");
    transform(OURS, events).run();
    Dump folder = Dump.open(events);
    try (OutputStream file = Files.newOutputStream(content)) {
      for (Part part : folder.parts()) {
        try (InputStream in = EventComparison.openGzip(events.resolve(part.getPath()))) {
          in.transferTo(file);
        }
      }
    }
    return folder.parts().stream().mapToLong(Part::getRecords).sum();
  }

  private void printWork(long count) throws IOException, InterruptedException {
    List<Part> parts = Dump.open(dump).parts();
    Machine.print(out, Codec.preferred());
    out.printf(Locale.ROOT, "- Go: %s%n", Machine.version("go", "version"));
    out.printf(
        Locale.ROOT,
        "- work: %d rows, %.0f MB, of Finland to %d events, %.0f MB, both uncompressed;"
            + " medians of %d rounds%n",
        parts.stream().mapToLong(Part::getRecords).sum(),
        parts.stream().mapToLong(Part::getContentBytes).sum() * 1e-6,
        count,
        Files.size(content) * 1e-6,
        settings.rounds());
  }

  /** Builds the Go program. Returns false and prints the reason if this machine lacks Go. */
  private boolean buildPeer() throws IOException, InterruptedException {
    ProcessCommand build =
        new ProcessCommand(
            PEER,
            List.of(
                "sh",
                "-c",
                "cd \"$1\" && exec go build -o \"$2\" .",
                "sh",
                peerSource.toString(),
                peer.toString()),
            "go",
            Optional.empty(),
            GO_PACKAGE,
            Optional.empty());
    if (ProcessCommand.present(List.of(build), out).isEmpty()) {
      return false;
    }
    progress.accept("building " + PEER);
    build.run();
    return true;
  }

  private void compareEvents() throws IOException, InterruptedException {
    progress.accept("comparing the events");
    peer().run();
    long equal = EventComparison.compare(Dump.open(events), peerOutput);
    out.printf(
        Locale.ROOT,
        "%nAll %d events of `hpc transform` and of the Go program are equal.%n",
        equal);
    WorkFolder.delete(peerOutput);
  }

  /** Returns a transform of the dump to a folder. */
  private ProcessCommand transform(String name, Path to, String... before) {
    return ProcessCommand.ours(
        name,
        Stream.concat(Stream.of(before), Stream.of(launcher, "transform", "--quiet")).toList(),
        "--in",
        dump.toString(),
        "--out",
        to.toString(),
        "--max-rejects",
        String.valueOf(Integer.MAX_VALUE));
  }

  private ProcessCommand peer() {
    return ProcessCommand.ours(
        PEER, List.of(peer.toString()), dump.toString(), peerOutput.toString());
  }

  private ProcessCommand limit() throws IOException {
    ChildJvm jvm = new ChildJvm(Optional.empty(), settings.work().resolve("none"));
    Stream<String> parts =
        Dump.open(dump).parts().stream().map(part -> dump.resolve(part.getPath()).toString());
    return ProcessCommand.ours(
        LIMIT,
        jvm.words(),
        Stream.concat(Stream.of(CodecLimit.class.getName(), content.toString()), parts)
            .toArray(String[]::new));
  }

  /** Returns the transforms on 1 core, on 2, and on all. */
  private List<ProcessCommand> onCores() {
    return IntStream.of(1, 2, cores)
        .filter(count -> count <= cores)
        .distinct()
        .mapToObj(
            count -> {
              ProcessCommand command =
                  transform(onCores(count), output, "taskset", "-c", "0-" + (count - 1));
              return new ProcessCommand(
                  command.name(),
                  command.words(),
                  command.program(),
                  command.output(),
                  "util-linux",
                  command.goal());
            })
        .toList();
  }

  private static String onCores(int count) {
    return "hpc transform, cores: " + count;
  }

  /** Runs all in turns and returns their timings by name. */
  private Map<String, Timing> measure() throws IOException, InterruptedException {
    List<ProcessCommand> commands = new ArrayList<>();
    commands.add(transform(OURS, output));
    if (Files.exists(peer)) {
      commands.add(peer());
    }
    commands.add(limit());
    commands.add(transform(MUCH_MEMORY, output, "env", "HPC_OPTS=-Xmx4g"));
    commands.add(transform(LITTLE_MEMORY, output, "env", "HPC_OPTS=-Xmx256m"));
    commands.addAll(ProcessCommand.present(onCores(), out));
    Comparison comparison = Comparison.ofChildren(progress);
    for (ProcessCommand each : commands) {
      comparison.add(
          each.name(),
          each::run,
          () -> {
            WorkFolder.delete(output);
            WorkFolder.delete(peerOutput);
          });
    }
    Map<String, Timing> timings = new HashMap<>();
    for (Timing each : comparison.run(settings.rounds())) {
      timings.put(each.name(), each);
    }
    return timings;
  }

  private void print(long count, Map<String, Timing> timings) {
    Timing ours = find(timings, OURS);
    MarkdownTable speed =
        MarkdownTable.ofTimings(
                "transform, whole process", "events/s", "speed of hpc / its", "goal")
            .row(ours, rate(count, ours), "", "");
    Optional.ofNullable(timings.get(PEER))
        .ifPresent(go -> speed.row(go, rate(count, go), speedup(ours, go), "≥ 4.00"));
    Timing limit = find(timings, LIMIT);
    speed.row(limit, rate(count, limit), speedup(ours, limit), "≥ 0.25").print(out, "Speed");

    Timing much = find(timings, MUCH_MEMORY);
    Timing little = find(timings, LITTLE_MEMORY);
    MarkdownTable.ofTimings("memory", "events/s", "time / that with -Xmx4g", "goal")
        .row(much, rate(count, much), "", "")
        .row(little, rate(count, little), speedup(much, little), "≤ 1.30")
        .print(out, "Memory");

    Timing one = timings.get(onCores(1));
    if (one == null) {
      return;
    }
    MarkdownTable byCores =
        MarkdownTable.ofTimings("cores", "events/s", "speed / that of 1 core", "per core");
    for (int used = 1; used <= cores; used++) {
      Timing timing = timings.get(onCores(used));
      if (timing != null) {
        byCores.row(
            timing,
            rate(count, timing),
            speedup(timing, one),
            format("%.2f", timing.speedup(one) / used));
      }
    }
    byCores.print(out, "Cores");
  }

  private static Timing find(Map<String, Timing> timings, String name) {
    return Optional.ofNullable(timings.get(name)).orElseThrow();
  }

  private static String rate(long count, Timing timing) {
    return format("%.0f", count / timing.seconds());
  }

  /** Returns how many times as fast the first is. */
  private static String speedup(Timing fast, Timing slow) {
    return format("%.2f", fast.speedup(slow));
  }
}
