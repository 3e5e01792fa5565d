package com.happypancake.seeder.broker;

import java.util.Locale;

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
}
