package com.happypancake.seeder.broker;

import java.util.Locale;
import java.util.Map;

/** The type of a queue in RabbitMQ. */
public enum QueueType {
  /** Stored on one node. Its messages leave when a consumer acknowledges them. */
  CLASSIC,
  /** Replicated over the nodes of a cluster. */
  QUORUM,
  /** An append-only log. Its messages stay when consumers have read them. */
  STREAM;

  /**
   * Returns the arguments that declare a queue of this type. A classic queue has none, because
   * brokers that know one type only refuse the argument.
   */
  public Map<String, Object> arguments() {
    return this == CLASSIC ? Map.of() : Map.of("x-queue-type", text());
  }

  /** Returns the type's name on the broker. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
