package com.happypancake.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process of a comparison.
 *
 * @param name the name in tables
 * @param words the program and its arguments
 * @param program the program that this machine must have
 * @param output the file for standard output; empty to drop it
 * @param debianPackage the package that has the program; empty for hpc
 * @param goal how many times as fast hpc should be; empty without a goal
 */
record ProcessCommand(
    String name,
    List<String> words,
    String program,
    Optional<Path> output,
    String debianPackage,
    Optional<Double> goal) {
  ProcessCommand {
    words = List.copyOf(words);
  }

  /** Returns a command of hpc, whose output is dropped. */
  static ProcessCommand ours(String name, List<String> program, String... arguments) {
    return new ProcessCommand(
        name,
        Stream.concat(program.stream(), Stream.of(arguments)).toList(),
        program.get(0),
        Optional.empty(),
        "",
        Optional.empty());
  }

  /**
   * Returns a peer's command, which is named as it is typed.
   *
   * @param debianPackage the package that has the program
   * @param output the file for standard output; empty to drop it
   * @param words the program and its arguments, of which the last is a file
   */
  static ProcessCommand peer(String debianPackage, Optional<Path> output, String... words) {
    return new ProcessCommand(
        String.join(" ", List.of(words).subList(0, words.length - 1)),
        List.of(words),
        words[0],
        output,
        debianPackage,
        Optional.empty());
  }

  /** Returns the command with its standard output in a file. */
  ProcessCommand to(Path file) {
    return new ProcessCommand(name, words, program, Optional.of(file), debianPackage, goal);
  }

  ProcessCommand withGoal(double speedup) {
    return new ProcessCommand(name, words, program, output, debianPackage, Optional.of(speedup));
  }

  /** Returns the goal as tables show it. */
  String goalText() {
    return goal.map(speedup -> MarkdownTable.format("≥ %.1f", speedup)).orElse("");
  }

  /** Returns why a peer can't run: this machine lacks its program. */
  Optional<String> obstacle() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    boolean there =
        Stream.of(path.split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    return debianPackage.isEmpty() || there
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Left out: `%s`, since there is no %s on the PATH; Debian's package %s has it.",
                name,
                program,
                debianPackage));
  }

  /** Removes the commands that can't run on this machine and prints why. */
  static List<ProcessCommand> present(List<ProcessCommand> all, PrintStream out) {
    all.forEach(each -> each.obstacle().ifPresent(why -> out.printf("%n%s%n", why)));
    return all.stream().filter(each -> each.obstacle().isEmpty()).toList();
  }

  /**
   * Runs the process to its end and shows its standard error.
   *
   * @throws IOException if the process can't be started or fails
   */
  void run() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .redirectOutput(
                output
                    .map(path -> ProcessBuilder.Redirect.to(path.toFile()))
                    .orElse(ProcessBuilder.Redirect.DISCARD))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(
            name + ": exited with " + code + "; expected 0: " + String.join(" ", words));
      }
    } finally {
      process.destroy();
    }
  }
}
