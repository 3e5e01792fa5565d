package com.happypancake.seeder.broker;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.happypancake.seeder.broker.BrokerTopology.Queue;
import com.rabbitmq.client.BuiltinExchangeType;
import java.util.Map;
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
   * @param virtualHost the virtual host, which must exist before the import
   */
  public static String json(BrokerTopology topology, QueueType type, String virtualHost) {
    JsonObject exchange = object(virtualHost, topology.exchange());
    exchange.addProperty("type", BuiltinExchangeType.TOPIC.getType());
    exchange.addProperty("durable", true);
    exchange.addProperty("auto_delete", false);
    exchange.addProperty("internal", false);
    exchange.add("arguments", new JsonObject());
    JsonArray exchanges = new JsonArray();
    exchanges.add(exchange);
    JsonArray queues = new JsonArray();
    JsonArray bindings = new JsonArray();
    for (Queue queue : topology.queues()) {
      queues.add(queue(virtualHost, queue.name(), type.arguments()));
      for (String key : queue.bindingKeys()) {
        bindings.add(binding(virtualHost, topology.exchange(), queue.name(), key));
      }
    }
    queues.add(queue(virtualHost, topology.ledger(), LedgerQueue.ARGUMENTS));
    JsonObject definitions = new JsonObject();
    definitions.add("exchanges", exchanges);
    definitions.add("queues", queues);
    definitions.add("bindings", bindings);
    return GSON.toJson(definitions);
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
      String virtualHost, String exchange, String queue, String key) {
    JsonObject binding = new JsonObject();
    binding.addProperty("source", exchange);
    binding.addProperty("vhost", virtualHost);
    binding.addProperty("destination", queue);
    binding.addProperty("destination_type", "queue");
    binding.addProperty("routing_key", key);
    binding.add("arguments", new JsonObject());
    return binding;
  }
}
