package com.happypancake.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What to run of extraction.
 *
 * @param work the folder for files
 * @param rows of the table on the server, at least 1
 * @param rounds of each contest, at least 1
 * @param kind what is measured
 */
record ExtractSettings(Path work, long rows, int rounds, Kind kind) {

  static final String USAGE =
      """
      usage: benchmarks/run extract [options]
        --quick        200,000 rows and 3 rounds, to see whether all runs
        --rows N       of the server's table (default: 2000000; with --memory 10000000)
        --rounds N     of each contest (default: 7)
        --work FOLDER  for the dumps (default: benchmarks/target/extract)
        --profile      what an extraction spends its time on, instead of the comparison
        --memory       what memory an extraction takes with -Xmx192m, instead of the comparison\
      """;

  private static final long ROWS = 2_000_000;
  private static final long ROWS_FOR_MEMORY = 10_000_000;
  private static final long QUICK_ROWS = 200_000;
  private static final long MOST_ROWS = 1_000_000_000;
  private static final int ROUNDS = 7;
  private static final int QUICK_ROUNDS = 3;
  private static final int MOST_ROUNDS = 1_000;

  /** What is measured. */
  enum Kind {
    /** Speed, against the bare driver. */
    COMPARISON,
    /** Where the time goes. */
    PROFILE,
    /** Memory. */
    MEMORY
  }

  /**
   * Reads a command line. A later option overrides what an earlier one said.
   *
   * @param folder the default for {@code --work}
   * @throws IllegalArgumentException if an option is unknown or its value is not one; with the
   *     reason
   */
  static ExtractSettings parse(List<String> arguments, Path folder) {
    Path work = folder;
    Kind kind = Kind.COMPARISON;
    long rows = arguments.contains("--memory") ? ROWS_FOR_MEMORY : ROWS;
    int rounds = ROUNDS;
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String option = rest.remove();
      switch (option) {
        case "--quick" -> {
          rows = QUICK_ROWS;
          rounds = QUICK_ROUNDS;
        }
        case "--rows" -> rows = BenchmarkSettings.number(option, rest, MOST_ROWS);
        case "--rounds" -> rounds = (int) BenchmarkSettings.number(option, rest, MOST_ROUNDS);
        case "--work" -> work = Path.of(BenchmarkSettings.value(option, rest));
        case "--profile" -> kind = Kind.PROFILE;
        case "--memory" -> kind = Kind.MEMORY;
        default -> throw new IllegalArgumentException("no option '" + option + "'");
      }
    }
    return new ExtractSettings(work.toAbsolutePath().normalize(), rows, rounds, kind);
  }
}
