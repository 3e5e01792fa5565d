package com.happypancake.benchmarks;

import com.happypancake.dumps.block.Codec;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a run.
 *
 * @param work the folder for files
 * @param size how much to write or extract, in the unit of the suite, at least 1
 * @param rounds the rounds of each comparison, at least 1
 * @param mode what to measure
 * @param codec the codec of hpc; empty for the fastest that loads
 */
record BenchmarkSettings(Path work, long size, int rounds, Mode mode, Optional<String> codec) {
  private static final Set<String> DUMP_OPTIONS =
      Set.of("--quick", "--bytes", "--rounds", "--work", "--codec", "--profile");
  private static final Set<String> EXTRACTION_OPTIONS =
      Set.of("--quick", "--rows", "--rounds", "--work", "--profile", "--memory");
  private static final long BYTES = 1_000_000_000;
  private static final long QUICK_BYTES = 100_000_000;
  private static final long ROWS = 2_000_000;
  private static final long QUICK_ROWS = 200_000;
  private static final long ROWS_FOR_MEMORY = 10_000_000;
  private static final long MOST_ROWS = 1_000_000_000;
  private static final int DUMP_ROUNDS = 5;
  private static final int EXTRACTION_ROUNDS = 7;
  private static final int QUICK_ROUNDS = 3;
  private static final int MOST_ROUNDS = 1_000;

  /** What to measure. */
  enum Mode {
    /** The speed, beside that of peers. */
    COMPARISON,
    /** Where hpc spends its time. */
    PROFILE,
    /** The memory of hpc. */
    MEMORY
  }

  /** The subject of the benchmarks. */
  enum Suite {
    /** Writing and reading a dump. The size is in bytes. */
    DUMPS(
        """
        usage: benchmarks/run [options]
          --quick        100 MB and 3 rounds, to see whether all runs
          --bytes N      content of the records (default: 1000000000)
          --rounds N     of each comparison (default: 5)
          --work FOLDER  for files of 2.5 times the content (default: benchmarks/target/work)
          --codec NAME   of our side: gkl-1, gkl-2, jdk-1 to jdk-9 (default: the fastest that loads)
          --profile      what our side spends its time on, instead of the comparison\
        """),

    /** Extraction. The size is in rows. */
    EXTRACTION(
        """
        usage: benchmarks/run extract [options]
          --quick        200,000 rows and 3 rounds, to see whether all runs
          --rows N       of the server's table (default: 2000000; with --memory 10000000)
          --rounds N     of each comparison (default: 7)
          --work FOLDER  for the dumps (default: benchmarks/target/extract)
          --profile      what an extraction spends its time on, instead of the comparison
          --memory       what memory an extraction takes with -Xmx192m, instead of the comparison\
        """);

    private final String usage;

    Suite(String usage) {
      this.usage = usage;
    }

    String usage() {
      return usage;
    }
  }

  /**
   * Parses a command line. A later option overrides an earlier one.
   *
   * @param target the folder that contains the default of {@code --work}
   * @throws IllegalArgumentException if an option is unknown or its value is invalid
   */
  static BenchmarkSettings parse(Suite suite, List<String> arguments, Path target) {
    boolean dumps = suite == Suite.DUMPS;
    Path work = target.resolve(dumps ? "work" : "extract");
    long size = dumps ? BYTES : arguments.contains("--memory") ? ROWS_FOR_MEMORY : ROWS;
    int rounds = dumps ? DUMP_ROUNDS : EXTRACTION_ROUNDS;
    Mode mode = Mode.COMPARISON;
    Optional<String> codec = Optional.empty();
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String option = rest.remove();
      if (!(dumps ? DUMP_OPTIONS : EXTRACTION_OPTIONS).contains(option)) {
        throw new IllegalArgumentException("no option '" + option + "'");
      }
      switch (option) {
        case "--quick" -> {
          size = dumps ? QUICK_BYTES : QUICK_ROWS;
          rounds = QUICK_ROUNDS;
        }
        case "--rounds" -> rounds = (int) number(option, rest, MOST_ROUNDS);
        case "--work" -> work = Path.of(value(option, rest));
        case "--codec" -> codec = Optional.of(Codec.of(value(option, rest)).name());
        case "--profile" -> mode = Mode.PROFILE;
        case "--memory" -> mode = Mode.MEMORY;
        default -> size = number(option, rest, dumps ? Integer.MAX_VALUE : MOST_ROWS);
      }
    }
    return new BenchmarkSettings(work.toAbsolutePath().normalize(), size, rounds, mode, codec);
  }

  private static String value(String option, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.remove();
  }

  /** Returns the number, from 1 to {@code most}, that follows an option. */
  private static long number(String option, Deque<String> rest, long most) {
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
