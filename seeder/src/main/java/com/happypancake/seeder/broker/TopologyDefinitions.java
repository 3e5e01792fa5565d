package com.happypancake.seeder.broker;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.happypancake.seeder.broker.BrokerTopology.Queue;
import com.rabbitmq.client.BuiltinExchangeType;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a topology as definitions that RabbitMQ imports. Stateless. */
public final class TopologyDefinitions {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private TopologyDefinitions() {}

  /**
   * Returns RabbitMQ's JSON of exchange, queues and bindings. The ledger's queue is in it, and its
   * message is not.
   *
   * @param topology the topology, with or without streams beside the exchange
   * @param superStream the name of the super stream whose partitions these streams are
   * @param type the type of the modules' queues
   * @param virtualHost the virtual host, which must exist before the import
   */
  public static String json(
      BrokerTopology topology, Optional<String> superStream, QueueType type, String virtualHost) {
    JsonArray exchanges = new JsonArray();
    exchanges.add(exchange(virtualHost, topology.exchange(), BuiltinExchangeType.TOPIC, Map.of()));
    superStream.ifPresent(
        name ->
            exchanges.add(
                exchange(
                    virtualHost,
                    name,
                    BuiltinExchangeType.DIRECT,
                    Map.of("x-super-stream", true))));
    JsonArray queues = new JsonArray();
    JsonArray bindings = new JsonArray();
    int partition = 0;
    for (Queue queue : topology.queues()) {
      QueueType itsType = queue.isBesideExchange() ? QueueType.STREAM : type;
      queues.add(queue(virtualHost, queue.name(), itsType.arguments()));
      for (String key : queue.bindingKeys()) {
        bindings.add(binding(virtualHost, topology.exchange(), queue.name(), key, Map.of()));
      }
      if (queue.isBesideExchange() && superStream.isPresent()) {
        bindings.add(
            binding(
                virtualHost,
                superStream.get(),
                queue.name(),
                Integer.toString(partition),
                Map.of("x-stream-partition-order", partition)));
        partition++;
      }
    }
    queues.add(queue(virtualHost, topology.ledger(), LedgerQueue.ARGUMENTS));
    JsonObject definitions = new JsonObject();
    definitions.add("exchanges", exchanges);
    definitions.add("queues", queues);
    definitions.add("bindings", bindings);
    return GSON.toJson(definitions);
  }

  private static JsonObject exchange(
      String virtualHost, String name, BuiltinExchangeType type, Map<String, Object> arguments) {
    JsonObject exchange = object(virtualHost, name);
    exchange.addProperty("type", type.getType());
    exchange.addProperty("durable", true);
    exchange.addProperty("auto_delete", false);
    exchange.addProperty("internal", false);
    exchange.add("arguments", GSON.toJsonTree(arguments));
    return exchange;
  }

  private static JsonObject object(String virtualHost, String name) {
    JsonObject object = new JsonObject();
    object.addProperty("name", name);
    object.addProperty("vhost", virtualHost);
    return object;
  }

  private static JsonElement queue(String virtualHost, String name, Map<String, Object> arguments) {
    JsonObject queue = object(virtualHost, name);
    queue.addProperty("durable", true);
    queue.addProperty("auto_delete", false);
    queue.add("arguments", GSON.toJsonTree(new TreeMap<>(arguments)));
    return queue;
  }

  private static JsonElement binding(
      String virtualHost,
      String exchange,
      String queue,
      String key,
      Map<String, Object> arguments) {
    JsonObject binding = new JsonObject();
    binding.addProperty("source", exchange);
    binding.addProperty("vhost", virtualHost);
    binding.addProperty("destination", queue);
    binding.addProperty("destination_type", "queue");
    binding.addProperty("routing_key", key);
    binding.add("arguments", GSON.toJsonTree(arguments));
    return binding;
  }
}
