package com.happypancake.seeder;

import com.happypancake.schemas.seed.Order;
import com.happypancake.schemas.seed.SeedChoice;
import com.happypancake.schemas.seed.Transport;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.engine.EngineSettings;
import com.happypancake.seeder.event.WireFormat.BodyFormat;
import com.happypancake.seeder.pace.DailyHours;
import com.happypancake.seeder.pace.RatePlan;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The settings of a seed.
 *
 * @param what what is seeded
 * @param where where it goes
 * @param pace how fast it goes
 * @param engine when the run waits, stops and gives up
 * @param body the encoding of bodies
 * @param cloudEvents whether messages carry CloudEvents attributes, too
 */
public record Seeding(
    What what,
    Where where,
    Pace pace,
    EngineSettings engine,
    BodyFormat body,
    boolean cloudEvents) {

  /**
   * What is seeded.
   *
   * @param events the folder that a transform wrote
   * @param name the seed's name; empty for the folder's
   * @param choice the chosen events
   * @param order what stays in order
   * @param again whether events that were seeded may be seeded again
   */
  public record What(
      Path events, Optional<String> name, SeedChoice choice, Order order, boolean again) {

    /** Returns whether the whole folder is seeded, so that {@code seed-ended} follows it. */
    public boolean isWhole() {
      return choice.equals(SeedChoice.getDefaultInstance());
    }

    /** Returns whether some events are sent again to mend an earlier seed. */
    public boolean isRepair() {
      return choice.getFirstOrdinal() > 0;
    }
  }

  /**
   * Where a seed goes.
   *
   * @param broker the broker
   * @param topology the exchange and queues on the broker
   * @param transport how events travel
   * @param partitions the partitions of a super stream; 0 for one stream and for AMQP
   * @param streamPort the broker's port for streams; empty for the default
   * @param log the folder of the seed log
   * @param managementUrl the address of RabbitMQ's management API; empty for {@link
   *     BrokerAddress#managementUrl}
   * @param allowUnchecked whether to seed though something can't be checked
   * @param allowed the names of the risks that are accepted
   */
  public record Where(
      BrokerAddress broker,
      BrokerTopology topology,
      Transport transport,
      int partitions,
      OptionalInt streamPort,
      Path log,
      Optional<URI> managementUrl,
      boolean allowUnchecked,
      List<String> allowed) {

    /** Copies the list. */
    public Where {
      allowed = List.copyOf(allowed);
    }

    /** Returns whether the run does all but send. Its log is its own, and begins anew each time. */
    public boolean isDryRun() {
      return transport == Transport.TRANSPORT_DRY_RUN;
    }
  }

  /**
   * How fast a seed goes.
   *
   * @param plan the rate over the run's time
   * @param hours the hours of the day in which it publishes; empty for all
   * @param minRate the mean rate below which the run fails; empty for none
   * @param maxQueueDepth the most messages that a watched queue may hold, or a watched consumer of
   *     a stream may be behind; empty for no bound
   * @param watchedModules the modules whose queues are watched, or whose consumers of that name;
   *     empty for all but the audit's
   */
  public record Pace(
      RatePlan plan,
      Optional<DailyHours> hours,
      OptionalDouble minRate,
      Optional<Long> maxQueueDepth,
      List<String> watchedModules) {

    /** Copies the list. */
    public Pace {
      watchedModules = List.copyOf(watchedModules);
    }

    /** Returns a plan without hours and bounds. */
    public static Pace of(RatePlan plan) {
      return new Pace(plan, Optional.empty(), OptionalDouble.empty(), Optional.empty(), List.of());
    }
  }

  /** Returns a seed of a whole folder over AMQP in global order, as fast as possible. */
  public static Seeding of(Path events, BrokerAddress broker, String prefix, Path log) {
    return new Seeding(
        new What(
            events, Optional.empty(), SeedChoice.getDefaultInstance(), Order.ORDER_GLOBAL, false),
        new Where(
            broker,
            BrokerTopology.hpc(prefix),
            Transport.TRANSPORT_AMQP,
            0,
            OptionalInt.empty(),
            log,
            Optional.empty(),
            false,
            List.of()),
        Pace.of(new RatePlan.Unlimited()),
        new EngineSettings(
            DEFAULT_WINDOW,
            true,
            Duration.ofSeconds(60),
            Duration.ofHours(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5)),
        BodyFormat.PROTOBUF,
        false);
  }

  /** The default of {@link EngineSettings#window}. */
  public static final int DEFAULT_WINDOW = 4_000;

  /** Returns the same seed with another pace. */
  public Seeding withPace(Pace other) {
    return new Seeding(what, where, other, engine, body, cloudEvents);
  }

  /** Returns the same seed with other limits. */
  public Seeding withEngine(EngineSettings other) {
    return new Seeding(what, where, pace, other, body, cloudEvents);
  }

  /** Returns another seed that goes to the same place. */
  public Seeding withWhat(What other) {
    return new Seeding(other, where, pace, engine, body, cloudEvents);
  }

  /** Returns the same seed to another place. */
  public Seeding withWhere(Where other) {
    return new Seeding(what, other, pace, engine, body, cloudEvents);
  }
}
