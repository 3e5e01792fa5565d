package com.happypancake.transformer;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.catalogue.Topologies;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.topology.Module;
import com.happypancake.schemas.topology.Topology;
import java.util.List;

/**
 * Writes docs/asyncapi.json from the schemas, the topology and the use cases: an AsyncAPI 3.0
 * document with bindings of AMQP 0-9-1.
 *
 * <p>The seeder sends to a channel for each event, and each module receives from its queue.
 */
final class AsyncApiDocument {

  private static final String BINDING_VERSION = "0.3.0";
  private static final String DESCRIPTION =
      "The events of HappyPancake. A message's body is hpc.event.Event in protobuf's wire format;"
          + " the schemas here are those of its ProtoJSON form. See wire.md for properties and"
          + " delivery, and events.md for meanings.";

  private static final String HEADERS =
      """
      {
        "type": "object",
        "required": ["hpc-events"],
        "properties": {
          "hpc-events": {
            "type": "string",
            "pattern": "^[0-9a-f]{16}$",
            "description": "The first digits of the folder's content digest"
          },
          "hpc-ordinal": {
            "type": "integer",
            "minimum": 1,
            "description": "The place in the folder; absent from seed-ended"
          },
          "hpc-repair": {
            "type": "boolean",
            "const": true,
            "description": "Sent again to mend an earlier seed"
          }
        }
      }
      """;

  private final Topology topology = Topologies.hpc();
  private final JsonSchemas schemas;
  private final ProtoComments comments;
  private final JsonObject channels = new JsonObject();
  private final JsonObject operations = new JsonObject();
  private final JsonObject messages = new JsonObject();

  private AsyncApiDocument(ProtoComments comments) {
    this.comments = comments;
    this.schemas = new JsonSchemas(comments);
  }

  /** Returns the document. */
  static String write(ProtoComments comments, EventExamples examples) {
    AsyncApiDocument document = new AsyncApiDocument(comments);
    for (EventDefinition event : EventCatalogue.hpc().events()) {
      document.event(event, JsonParser.parseString(examples.json(event.type())));
    }
    document.topology.getModulesList().forEach(document::module);
    return new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create()
            .toJson(document.all())
        + "\n";
  }

  private JsonObject all() {
    schemas.add("headers", JsonParser.parseString(HEADERS));
    schemas.ref(Event.getDescriptor());
    return object(
        "asyncapi", text("3.0.0"),
        "info",
            object(
                "title", text("HappyPancake"),
                "version", text("1.0.0"),
                "description", text(DESCRIPTION)),
        "defaultContentType", text("application/x-protobuf"),
        "channels", channels,
        "operations", operations,
        "components", object("messages", messages, "schemas", schemas.all()));
  }

  private void event(EventDefinition event, JsonElement example) {
    String type = event.type();
    messages.add(type, message(event, example));
    channels.add(
        type,
        object(
            "address", text(event.routingKey()),
            "description", text(comments.of(event.payload())),
            "messages", object(type, ref("components/messages/" + type)),
            "bindings", amqp("is", text("routingKey"), "exchange", exchange())));
    operations.add(
        "send-" + type,
        object(
            "action", text("send"),
            "channel", ref("channels/" + type),
            "messages", array(List.of(ref("channels/" + type + "/messages/" + type))),
            "bindings", amqp("deliveryMode", number(2), "mandatory", flag(true))));
  }

  private JsonObject message(EventDefinition event, JsonElement example) {
    String field = event.envelopeField().getJsonName();
    JsonObject fact =
        object(
            "type", text("object"),
            "required", array(List.of(text(field))),
            "properties", object(field, schemas.ref(event.payload())));
    return object(
        "name", text(event.type()),
        "summary", text(comments.of(event.payload())),
        "contentType", text("application/x-protobuf"),
        "headers", ref("components/schemas/headers"),
        "payload", object("allOf", array(List.of(schemas.ref(Event.getDescriptor()), fact))),
        "bindings", amqp("messageType", text(event.type())),
        "examples", array(List.of(object("payload", example))));
  }

  private void module(Module module) {
    String queue = "queue-" + module.getName();
    JsonObject heard = new JsonObject();
    JsonArray received = new JsonArray();
    for (EventDefinition event : EventCatalogue.hpc().events()) {
      if (Topologies.hears(module, event.routingKey())) {
        heard.add(event.type(), ref("components/messages/" + event.type()));
        received.add(ref("channels/" + queue + "/messages/" + event.type()));
      }
    }
    List<JsonElement> bound =
        module.getBindingsList().stream().<JsonElement>map(AsyncApiDocument::text).toList();
    channels.add(
        queue,
        object(
            "address", text(module.getName()),
            "description",
                text(
                    "The queue of the module "
                        + module.getName()
                        + ", bound to "
                        + String.join(", ", module.getBindingsList())),
            "messages", heard,
            "bindings", amqp("is", text("queue"), "queue", durable(module.getName())),
            "x-binding-keys", array(bound)));
    operations.add(
        "receive-" + module.getName(),
        object(
            "action", text("receive"),
            "channel", ref("channels/" + queue),
            "messages", received,
            "bindings", amqp("ack", flag(true))));
  }

  private JsonObject exchange() {
    JsonObject exchange = durable(topology.getExchange());
    exchange.remove("exclusive");
    exchange.add("type", text("topic"));
    return exchange;
  }

  private static JsonObject durable(String name) {
    return object(
        "name", text(name),
        "durable", flag(true),
        "exclusive", flag(false),
        "autoDelete", flag(false),
        "vhost", text("/"));
  }

  private static JsonObject amqp(Object... fields) {
    JsonObject amqp = object(fields);
    amqp.add("bindingVersion", text(BINDING_VERSION));
    return object("amqp", amqp);
  }

  private static JsonObject ref(String path) {
    return object("$ref", text("#/" + path));
  }

  private static JsonElement text(String value) {
    return JsonSchemas.text(value);
  }

  private static JsonElement number(int value) {
    return new JsonPrimitive(value);
  }

  private static JsonElement flag(boolean value) {
    return new JsonPrimitive(value);
  }

  private static JsonArray array(List<? extends JsonElement> values) {
    return JsonSchemas.array(values);
  }

  private static JsonObject object(Object... fields) {
    return JsonSchemas.object(fields);
  }
}
