package com.happypancake.cli.seed;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandContext;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.stage.BrokerOptions;
import com.happypancake.cli.stage.ManagementOptions;
import com.happypancake.cli.stage.ModuleOptions;
import com.happypancake.schemas.seed.Order;
import com.happypancake.schemas.seed.Transport;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.event.WireFormat.BodyFormat;
import com.happypancake.seeder.stream.StreamSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for a seed: what, where to, how fast, and what it bears. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class SeedingOptions {

  /** How events travel. */
  enum SeedTransportName {
    AMQP(Transport.TRANSPORT_AMQP),
    STREAM(Transport.TRANSPORT_STREAM),
    DRY_RUN(Transport.TRANSPORT_DRY_RUN);

    private final Transport transport;

    SeedTransportName(Transport transport) {
      this.transport = transport;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Mixin private SeedWhatOptions what;

  @Mixin private BrokerOptions broker;

  @Mixin private ModuleOptions modules;

  @Mixin private SeedPaceOptions pace;

  @Option(
      names = "--log",
      paramLabel = "FOLDER",
      description =
          "The seed log, one for all seeds into an exchange. Default: beside the folder of events,"
              + " named after the exchange: events/hpc.seedlog.")
  private @Nullable Path log;

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      defaultValue = "amqp",
      description =
          "${COMPLETION-CANDIDATES}: to the topic exchange, into RabbitMQ's stream, or all but"
              + " send. Default: ${DEFAULT-VALUE}.")
  private SeedTransportName transport;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Seed into a super stream with N partitions by subject.")
  private int partitions;

  @Option(
      names = "--stream-port",
      paramLabel = "PORT",
      description = "The broker's port for streams. Default: 5552, with TLS 5551.")
  private @Nullable Integer streamPort;

  @Option(
      names = "--body",
      paramLabel = "FORMAT",
      defaultValue = "protobuf",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private BodyFormat body;

  @Option(
      names = "--cloudevents",
      description = "Add the CloudEvents attributes as headers. See docs/wire.md.")
  private boolean cloudEvents;

  @Mixin private SeedGuardOptions guard;

  @Mixin private ManagementOptions management;

  /**
   * Returns what the options describe.
   *
   * @throws CommandException if an option is wrong
   */
  Seeding seeding(CommandContext context) throws CommandException {
    if (partitions < 0 || (partitions > 0 && transport != SeedTransportName.STREAM)) {
      throw CommandException.usage("--partitions is for --transport stream");
    }
    if (streamPort != null && transport != SeedTransportName.STREAM) {
      throw CommandException.usage("--stream-port is for --transport stream");
    }
    Integer given = streamPort;
    OptionalInt port =
        given == null
            ? OptionalInt.empty()
            : OptionalInt.of(
                Arguments.check("--stream-port", () -> StreamSettings.checkPort(given)));
    Seeding.What chosen = what.what();
    if (partitions > 0 && chosen.order() == Order.ORDER_GLOBAL) {
      throw CommandException.usage(
          "a super stream keeps the order of a subject only: add --order subject, or leave out"
              + " --partitions");
    }
    boolean isDryRun = transport == SeedTransportName.DRY_RUN;
    if (isDryRun && log != null) {
      throw CommandException.usage("--log is not for a dry run, which has a log of its own");
    }
    Path beside =
        what.in()
            .toAbsolutePath()
            .normalize()
            .resolveSibling(broker.topology().exchange() + (isDryRun ? ".dry-run" : ".seedlog"));
    BrokerTopology topology = modules.choose(broker.topology());
    Seeding.Pace chosenPace = pace.pace();
    if (transport != SeedTransportName.STREAM) {
      // Of a stream, consumers are watched, which may have any name.
      var unused =
          Arguments.check("--watch-queues", () -> topology.only(chosenPace.watchedModules()));
    }
    return new Seeding(
        chosen,
        new Seeding.Where(
            broker.address(context),
            topology,
            transport.transport,
            partitions,
            port,
            log == null ? beside : log,
            management.url(),
            guard.allowUnchecked(),
            guard.allowed()),
        chosenPace,
        guard.engine(chosen.order()),
        body,
        cloudEvents);
  }
}
