package com.happypancake.cli.topology;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.cli.command.CommandException;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.Table;
import com.happypancake.cli.seed.LedgerJson;
import com.happypancake.cli.stage.BrokerOptions;
import com.happypancake.cli.stage.ManagementOptions;
import com.happypancake.cli.stage.ModuleOptions;
import com.happypancake.schemas.seed.Ledger;
import com.happypancake.schemas.seed.LedgerSeed;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.QueueStatus;
import com.happypancake.seeder.broker.QueueStatus.Attributes;
import com.happypancake.seeder.broker.TopologyStatus;
import com.happypancake.seeder.stream.StreamAdmin;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hpc topology status}: shows the queues and the ledger. */
@Command(
    name = "status",
    header = "Show what the queues hold, and which seeds the broker remembers.",
    description =
        "Changes nothing. Without the management API, only the messages and consumers of each queue"
            + " are known.",
    footer = {
      "  hpc topology status --broker amqp://localhost",
      "  hpc topology status --broker amqp://localhost --prefix mine- --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class TopologyStatusCommand extends Subcommand {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  @Mixin private BrokerOptions broker;

  @Mixin private ModuleOptions modules;

  @Mixin private ManagementOptions management;

  @Option(names = "--json", order = 60, description = "Print it for programs.")
  private boolean asJson;

  @Override
  protected void run() throws CommandException, BrokerException, IOException, InterruptedException {
    BrokerTopology chosen = modules.choose(broker.topology());
    Optional<URI> managementUrl = management.url();
    BrokerAddress address = broker.address(context());
    BrokerTopology topology = StreamAdmin.addTo(chosen, address);
    TopologyStatus status = TopologyStatus.of(address, topology, managementUrl);
    if (asJson) {
      output().line(GSON.toJson(json(status)));
      return;
    }
    print("%s: exchange '%s'", address, topology.exchange());
    queues(status).print(output());
    if (status.ledger().isPresent()) {
      print(status.ledger().get(), topology);
    }
    for (String problem : status.problems()) {
      say("warning: " + problem);
    }
  }

  private static Table queues(TopologyStatus status) {
    Table table =
        new Table("QUEUE", "TYPE", "READY", "UNACKED", "CONSUMERS", "BYTES", "POLICY", "ARGUMENTS");
    for (QueueStatus each : status.queues()) {
      table.add(
          each.name(),
          each.attributes().map(Attributes::type).orElse("-"),
          each.depth().ready(),
          text(each.depth().unacknowledged()),
          each.depth().consumers(),
          text(each.depth().bytes()),
          each.attributes().map(attributes -> policies(attributes)).orElse("-"),
          each.attributes().map(attributes -> pairs(attributes.arguments())).orElse("-"));
    }
    return table;
  }

  private static String text(OptionalLong figure) {
    return figure.isPresent() ? Long.toString(figure.getAsLong()) : "-";
  }

  /** Returns the names of the policies and what they define together. */
  private static String policies(Attributes attributes) {
    return attributes.policies().isEmpty()
        ? "-"
        : String.join("+", attributes.policies())
            + ":"
            + pairs(attributes.definition().orElse(Map.of()));
  }

  private static String pairs(Map<String, String> pairs) {
    return pairs.isEmpty()
        ? "-"
        : new TreeMap<>(pairs)
            .entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(","));
  }

  private void print(Ledger ledger, BrokerTopology topology) throws IOException {
    print(
        "%nledger '%s' of incarnation %s, renewal %d, remembers %d seeds",
        topology.ledger(), ledger.getIncarnation(), ledger.getRenewal(), ledger.getSeedsCount());
    if (ledger.getSeedsCount() > 0) {
      Table table = new Table("SEED", "STATE", "CONFIRMED", "PREFIX", "SENT TO", "OF");
      for (LedgerSeed seed : ledger.getSeedsList()) {
        table.add(
            seed.getBegun().getName(),
            seed.getFinished() ? "finished" : "begun",
            seed.getConfirmed(),
            seed.getPrefix(),
            seed.getSentTo(),
            seed.getBegun().getLastOrdinal());
      }
      table.print(output());
    }
  }

  private static JsonObject json(TopologyStatus status) {
    JsonObject json = new JsonObject();
    JsonArray queues = new JsonArray();
    status.queues().forEach(each -> queues.add(json(each)));
    json.add("queues", queues);
    status.ledger().ifPresent(ledger -> json.add("ledger", LedgerJson.of(ledger)));
    json.add("problems", GSON.toJsonTree(status.problems()));
    return json;
  }

  private static JsonObject json(QueueStatus queue) {
    JsonObject json = new JsonObject();
    json.addProperty("queue", queue.name());
    json.addProperty("ready", queue.depth().ready());
    add(json, "unacknowledged", queue.depth().unacknowledged());
    json.addProperty("consumers", queue.depth().consumers());
    add(json, "bytes", queue.depth().bytes());
    queue
        .attributes()
        .ifPresent(
            attributes -> {
              json.addProperty("type", attributes.type());
              json.add("arguments", GSON.toJsonTree(attributes.arguments()));
              json.add("policies", GSON.toJsonTree(attributes.policies()));
              attributes
                  .definition()
                  .ifPresent(
                      definition -> json.add("policyDefinition", GSON.toJsonTree(definition)));
            });
    return json;
  }

  private static void add(JsonObject json, String key, OptionalLong figure) {
    if (figure.isPresent()) {
      json.addProperty(key, figure.getAsLong());
    }
  }
}
