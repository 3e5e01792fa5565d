package com.happypancake.cli.seed;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.Candidates;
import com.happypancake.cli.command.CommandException;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.pace.DailyHours;
import com.happypancake.seeder.pace.RatePlan;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for how fast a seed goes. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class SeedPaceOptions {

  @Option(
      names = {"--rate", "--plan"},
      required = true,
      paramLabel = "PLAN",
      completionCandidates = Candidates.Rates.class,
      description =
          "Events a second: max, 2000, or a plan with ramps and stages such as"
              + " '100..5000/10m, 5000/2h, 20000'. See docs/rates.md.")
  private String plan;

  @Option(
      names = "--hours",
      paramLabel = "FROM-TO",
      description =
          "Publish only in these hours of the day, in this machine's time zone: 01:00-06:00, several"
              + " separated by commas.")
  private @Nullable String hours;

  @Option(
      names = "--min-rate",
      paramLabel = "N",
      description = "Fail a run that sent fewer events a second in the mean. For CI.")
  private @Nullable Double minRate;

  @Option(
      names = "--max-queue-depth",
      paramLabel = "N",
      description =
          "Slow down so that no watched queue holds more messages, and no watched consumer of a stream is"
              + " further behind. See docs/rates.md.")
  private @Nullable Long maxQueueDepth;

  @Option(
      names = "--watch-queues",
      split = ",",
      paramLabel = "MODULE",
      description =
          "The modules whose queues, or consumers of a stream, are watched. Default: all but audit.")
  private List<String> watched = List.of();

  /**
   * Returns what the options describe.
   *
   * @throws CommandException if an option is wrong
   */
  public Seeding.Pace pace() throws CommandException {
    RatePlan parsed = Arguments.check("--rate", () -> RatePlan.parse(plan));
    String text = hours;
    Optional<DailyHours> daily =
        text == null
            ? Optional.empty()
            : Optional.of(
                Arguments.check("--hours", () -> DailyHours.parse(text, ZoneId.systemDefault())));
    if (maxQueueDepth != null && maxQueueDepth < 1) {
      throw CommandException.usage("--max-queue-depth is at least 1, not %d", maxQueueDepth);
    }
    return new Seeding.Pace(
        parsed,
        daily,
        minRate == null ? OptionalDouble.empty() : OptionalDouble.of(minRate),
        Optional.ofNullable(maxQueueDepth),
        watched);
  }
}
