package com.happypancake.benchmarks;

import com.happypancake.dumps.block.Codec;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The settings of a run.
 *
 * @param work the folder for files
 * @param size how much to write or extract, in the unit of the suite, at least 1
 * @param rounds the rounds of each comparison, at least 1
 * @param mode what to measure
 * @param codec the codec of hpc; empty for the fastest that loads
 * @param broker the address of the broker to publish to
 */
record BenchmarkSettings(
    Path work, long size, int rounds, Mode mode, Optional<String> codec, String broker) {
  private static final String BROKER = "amqp://guest:guest@127.0.0.1:5672";
  private static final long ROWS_FOR_MEMORY = 10_000_000;
  private static final long MOST_ROWS = 1_000_000_000;
  private static final long MOST_THOUSANDTHS = 100_000;
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
        "work",
        1_000_000_000,
        100_000_000,
        5,
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
        "extract",
        2_000_000,
        200_000,
        7,
        """
        usage: benchmarks/run extract [options]
          --quick        200,000 rows and 3 rounds, to see whether all runs
          --rows N       of the server's table (default: 2000000; with --memory 10000000)
          --rounds N     of each comparison (default: 7)
          --work FOLDER  for the dumps (default: benchmarks/target/extract)
          --profile      what an extraction spends its time on, instead of the comparison
          --memory       what memory an extraction takes with -Xmx192m, instead of the comparison\
        """),

    /** The transform. The size is in thousandths of Finland. */
    TRANSFORM(
        "transform",
        1_000,
        50,
        5,
        """
        usage: benchmarks/run transform [options]
          --quick        a twentieth of Finland and 3 rounds, to see whether all runs
          --scale S      of the sample of Finland, 0.001 to 100 (default: 1)
          --rounds N     of each comparison (default: 5)
          --work FOLDER  for dump and events (default: benchmarks/target/transform)\
        """),

    /** Seeding. The size is in events. */
    SEEDING(
        "seed",
        500_000,
        20_000,
        5,
        """
        usage: benchmarks/run seed [options]
          --quick        20,000 events and 3 rounds, to see whether all runs
          --events N     of each round, about (default: 500000)
          --rounds N     of each comparison (default: 5)
          --work FOLDER  for the events (default: benchmarks/target/seed)
          --broker URL   a RabbitMQ on this machine that does nothing else (default:
                         amqp://guest:guest@127.0.0.1:5672)\
        """),

    /** The stream transport. The size is in messages of each round. */
    STREAMS(
        "streams",
        1_000_000,
        100_000,
        5,
        """
        usage: benchmarks/run streams [options]
          --quick        100,000 messages and 3 rounds, to see whether all runs
          --messages N   of each round (default: 1000000)
          --rounds N     of each comparison (default: 5)
          --broker URL   a RabbitMQ on this machine that does nothing else, with its stream plugin
                         (default: amqp://guest:guest@127.0.0.1:5672)\
        """),

    /** The properties of messages. The size is in messages of each round. */
    PROPERTIES(
        "properties",
        20_000,
        5_000,
        7,
        """
        usage: benchmarks/run properties [options]
          --quick        5,000 messages and 3 rounds, to see whether all runs
          --messages N   of each round (default: 20000)
          --rounds N     of each comparison (default: 7)
          --broker URL   a RabbitMQ on this machine that does nothing else, with its management
                         API (default: amqp://guest:guest@127.0.0.1:5672)\
        """);

    private final String folder;
    private final long size;
    private final long quickSize;
    private final int rounds;
    private final String usage;

    Suite(String folder, long size, long quickSize, int rounds, String usage) {
      this.folder = folder;
      this.size = size;
      this.quickSize = quickSize;
      this.rounds = rounds;
      this.usage = usage;
    }

    String usage() {
      return usage;
    }

    private boolean has(String option) {
      return option.startsWith("--")
          && usage.lines().anyMatch(line -> line.strip().startsWith(option + " "));
    }
  }

  /**
   * Parses a command line. A later option overrides an earlier one.
   *
   * @param target the folder that contains the default of {@code --work}
   * @throws IllegalArgumentException if an option is unknown or its value is invalid
   */
  static BenchmarkSettings parse(Suite suite, List<String> arguments, Path target) {
    Path work = target.resolve(suite.folder);
    long size = arguments.contains("--memory") ? ROWS_FOR_MEMORY : suite.size;
    int rounds = suite.rounds;
    Mode mode = Mode.COMPARISON;
    Optional<String> codec = Optional.empty();
    String broker = BROKER;
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String option = rest.remove();
      if (!suite.has(option)) {
        throw new IllegalArgumentException("no option '" + option + "'");
      }
      switch (option) {
        case "--quick" -> {
          size = suite.quickSize;
          rounds = QUICK_ROUNDS;
        }
        case "--rounds" -> rounds = (int) number(option, rest, MOST_ROUNDS);
        case "--work" -> work = Path.of(value(option, rest));
        case "--codec" -> codec = Optional.of(Codec.of(value(option, rest)).name());
        case "--profile" -> mode = Mode.PROFILE;
        case "--memory" -> mode = Mode.MEMORY;
        case "--broker" -> broker = value(option, rest);
        case "--scale" -> size = thousandths(option, rest);
        case "--rows" -> size = number(option, rest, MOST_ROWS);
        default -> size = number(option, rest, Integer.MAX_VALUE);
      }
    }
    return new BenchmarkSettings(
        work.toAbsolutePath().normalize(), size, rounds, mode, codec, broker);
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

  /**
   * Returns the thousandths, from 1 to {@link #MOST_THOUSANDTHS}, of the number after an option.
   */
  private static long thousandths(String option, Deque<String> rest) {
    String text = value(option, rest);
    BigDecimal number;
    try {
      number = new BigDecimal(text).movePointRight(3);
    } catch (NumberFormatException e) {
      number = BigDecimal.ZERO;
    }
    if (number.compareTo(BigDecimal.ONE) < 0
        || number.compareTo(BigDecimal.valueOf(MOST_THOUSANDTHS)) > 0) {
      throw new IllegalArgumentException(
          option + " '" + text + "': expected a number from 0.001 to 100");
    }
    return number.longValue();
  }
}
