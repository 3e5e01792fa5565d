package com.happypancake.benchmarks;

import com.happypancake.dumps.block.Codec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the machine and software of the measurements. */
final class Machine {

  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final List<String> PEERS = List.of("bgzip", "gzip", "pigz", "igzip");

  private Machine() {}

  /** Prints machine, system, JVM, codec and the versions of the peers as a list. */
  static void print(PrintStream out, Codec codec) throws IOException, InterruptedException {
    out.printf(
        Locale.ROOT,
        "- machine: %s, %d cores, %d GB of memory%n",
        fact(CPUS, "model name"),
        Runtime.getRuntime().availableProcessors(),
        memoryKilobytes() / 1_000_000);
    out.printf(
        Locale.ROOT,
        "- system: %s %s; %s %s%n",
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("java.vm.name"),
        System.getProperty("java.runtime.version"));
    out.printf(Locale.ROOT, "- codec: %s; native: %s%n", codec.description(), Codec.nativeCodec());
    out.println("- peers: " + String.join(", ", versions()));
  }

  private static List<String> versions() throws IOException, InterruptedException {
    List<String> versions = new ArrayList<>();
    for (String peer : PEERS) {
      versions.add(version(peer, "--version"));
    }
    return versions;
  }

  /** Returns the first line of a program's output, or that this machine lacks the program. */
  static String version(String program, String option) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(program, option).redirectErrorStream(true).start();
    } catch (IOException e) {
      return "no " + program;
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.lines().findFirst().orElse(program);
  }

  private static long memoryKilobytes() throws IOException {
    String digits = fact(Path.of("/proc/meminfo"), "MemTotal").replaceAll("[^0-9]", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  /** Returns the text after the colon in the first line that starts with {@code name}. */
  private static String fact(Path file, String name) throws IOException {
    if (!Files.exists(file)) {
      return "unknown";
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("unknown");
  }
}
