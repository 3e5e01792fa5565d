package com.happypancake.cli.seed;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandException;
import com.happypancake.schemas.seed.Order;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.broker.Risk;
import com.happypancake.seeder.engine.EngineSettings;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for what a seed bears, and when it stops. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
public final class SeedGuardOptions {

  /** RabbitMQ misses a lost connection's heartbeats after two of ten seconds. */
  private static final Duration GHOST = Duration.ofSeconds(30);

  private static final Duration DRAIN = Duration.ofSeconds(5);

  /** What a run does with an event that the broker refused or returned. */
  enum OnRefusal {
    STOP,
    RESEND;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--window",
      paramLabel = "N",
      defaultValue = "" + Seeding.DEFAULT_WINDOW,
      description =
          "At most so many events without a confirm in the log, 10000 at most. A killed run repeats"
              + " no more. Default: ${DEFAULT-VALUE}.")
  private int window;

  @Option(
      names = "--confirm-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "Connect again after so long without any answer of the broker that is due. Default:"
              + " ${DEFAULT-VALUE}.")
  private long confirmTimeoutSeconds;

  @Option(
      names = "--give-up-after",
      paramLabel = "TIME",
      defaultValue = "1h",
      description =
          "End the run if nothing is confirmed for so long after a connection was lost or an event"
              + " refused: 90s, 10m, 12h. Default: ${DEFAULT-VALUE}.")
  private String giveUpAfter;

  @Option(
      names = "--on-refusal",
      paramLabel = "stop|resend",
      description =
          "What to do with an event that came back or was refused. To send it again puts it behind"
              + " later ones. Default: stop; resend with --order none.")
  private @Nullable OnRefusal onRefusal;

  @Option(
      names = "--allow",
      split = ",",
      paramLabel = "RISK",
      description =
          "Bear a risk that the check names, such as max-length:news. See docs/topology.md.")
  private List<String> allowed = List.of();

  @Option(
      names = "--allow-unchecked",
      description = "Seed though something can't be checked, as without the management API.")
  private boolean allowUnchecked;

  /**
   * Returns the names of the risks that are borne.
   *
   * @throws CommandException if one is no risk's name
   */
  public List<String> allowed() throws CommandException {
    return Arguments.check(
        "--allow",
        () -> {
          allowed.forEach(Risk::checkAllowed);
          return allowed;
        });
  }

  /** Returns whether something may stay unchecked. */
  public boolean allowUnchecked() {
    return allowUnchecked;
  }

  /**
   * Returns the limits of a run.
   *
   * @throws CommandException if an option is wrong
   */
  public EngineSettings engine(Order order) throws CommandException {
    boolean stops = onRefusal == null ? order != Order.ORDER_NONE : onRefusal == OnRefusal.STOP;
    Duration patience = duration(giveUpAfter);
    return Arguments.check(
        () ->
            new EngineSettings(
                window, stops, Duration.ofSeconds(confirmTimeoutSeconds), patience, GHOST, DRAIN));
  }

  private static Duration duration(String text) throws CommandException {
    try {
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    } catch (DateTimeException e) {
      throw CommandException.usage(
          "--give-up-after is '%s'; expected a time like 90s, 10m or 12h", text);
    }
  }
}
