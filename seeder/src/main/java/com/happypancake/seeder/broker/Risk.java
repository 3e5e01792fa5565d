package com.happypancake.seeder.broker;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Something on a broker that can lose events, hide their loss, or spoil the counts that prove their
 * arrival. A person may allow it by its name.
 */
public enum Risk {
  /** A queue drops or refuses messages beyond a number. */
  MAX_LENGTH,
  /** A queue drops or refuses messages beyond a size. */
  MAX_LENGTH_BYTES,
  /** A stream drops old messages. */
  MAX_AGE,
  /** A queue drops messages that wait for too long. */
  MESSAGE_TTL,
  /** The broker deletes a queue that nobody uses for a while. */
  EXPIRES,
  /** A queue drops messages that were redelivered too often. */
  DELIVERY_LIMIT,
  /** The broker deletes a queue or an exchange with its last user. */
  AUTO_DELETE,
  /** A queue goes with the connection that declared it. */
  EXCLUSIVE,
  /** A queue goes with a restart of the broker. */
  TRANSIENT,
  /** A queue has a binding that the topology does not know, so it gets more than expected. */
  BINDING,
  /** Someone takes messages off the audit's queue. */
  CONSUMER,
  /** Events that no queue takes go to another exchange, and are not returned. */
  ALTERNATE_EXCHANGE,
  /** A node has, or will have, too little free disk. */
  DISK,
  /** A node has too little memory. */
  MEMORY,
  /** The nodes of a cluster don't see each other. */
  PARTITION,
  /** A queue was deleted and made again between two checks. */
  REMADE,
  /** A queue holds fewer messages than before, though nobody consumes from it. */
  SHRUNK;

  /** Returns the name by which a person allows it on every queue, for example max-length. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Checks a name that a person allows.
   *
   * @param name a risk, {@code max-length}, or a risk of one queue or node, {@code max-length:news}
   * @return the same name
   * @throws IllegalArgumentException if there is no such risk; the message lists all
   */
  public static String checkAllowed(String name) {
    List<String> risks = Stream.of(values()).map(Risk::text).toList();
    int colon = name.indexOf(':');
    String risk = colon < 0 ? name : name.substring(0, colon);
    if (!risks.contains(risk) || colon == name.length() - 1) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no risk; expected for example max-length, or max-length:news for one queue;"
              + " the risks are "
              + String.join(", ", risks));
    }
    return name;
  }
}
