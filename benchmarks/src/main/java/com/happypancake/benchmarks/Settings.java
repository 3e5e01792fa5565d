package com.happypancake.benchmarks;

import com.happypancake.dumps.block.Codec;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to run.
 *
 * @param work the folder and the amount of the work
 * @param rounds of each contest, at least 1
 * @param threads that we and the peers may use, at least 1
 * @param codec of our side; empty for the fastest that loads
 * @param profile whether to profile our side instead of comparing it
 */
record Settings(WorkFolder work, int rounds, int threads, Optional<String> codec, boolean profile) {

  static final String USAGE =
      """
      usage: benchmarks/run [options]
        --quick        100 MB and 3 rounds, to see whether all runs
        --bytes N      content of the records (default: 1000000000)
        --rounds N     of each contest (default: 5)
        --work FOLDER  for files of 2.5 times the content (default: benchmarks/target/work)
        --codec NAME   of our side: gkl-1, gkl-2, jdk-1 to jdk-9 (default: the fastest that loads)
        --profile      what our side spends its time on, instead of the comparison\
      """;

  private static final long BYTES = 1_000_000_000;
  private static final long QUICK_BYTES = 100_000_000;
  private static final int ROUNDS = 5;
  private static final int QUICK_ROUNDS = 3;

  /**
   * Reads a command line. A later option overrides what an earlier one said.
   *
   * @param folder the default for {@code --work}
   * @param cores how many this machine has
   * @throws IllegalArgumentException if an option is unknown or its value is not one; with the
   *     reason
   */
  static Settings parse(List<String> arguments, Path folder, int cores) {
    Path work = folder;
    long bytes = BYTES;
    int rounds = ROUNDS;
    Optional<String> codec = Optional.empty();
    boolean profile = false;
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String option = rest.remove();
      switch (option) {
        case "--quick" -> {
          bytes = QUICK_BYTES;
          rounds = QUICK_ROUNDS;
        }
        case "--bytes" -> bytes = number(option, rest, Integer.MAX_VALUE);
        case "--rounds" -> rounds = (int) number(option, rest, 1_000);
        case "--work" -> work = Path.of(value(option, rest));
        case "--codec" -> codec = Optional.of(Codec.of(value(option, rest)).name());
        case "--profile" -> profile = true;
        default -> throw new IllegalArgumentException("no option '" + option + "'");
      }
    }
    WorkFolder where = new WorkFolder(work.toAbsolutePath().normalize(), bytes);
    return new Settings(where, rounds, cores, codec, profile);
  }

  /** Returns the value that follows an option. */
  static String value(String option, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.remove();
  }

  /** Returns the number, of at least 1, that follows an option. */
  static long number(String option, Deque<String> rest, long most) {
    String text = value(option, rest);
    long number;
    try {
      number = Long.parseLong(text);
    } catch (NumberFormatException e) {
      number = 0;
    }
    if (number < 1 || number > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s '%s': expected a number from 1 to %d", option, text, most));
    }
    return number;
  }
}
