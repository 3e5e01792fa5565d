package com.happypancake.seeder.audit;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A message that arrived. Immutable, as long as nobody writes to its body.
 *
 * <p>A class and not a record, because it holds an array.
 */
final class Arrival {

  private final Head head;
  private final byte[] body;

  Arrival(Head head, byte[] body) {
    this.head = head;
    this.body = body;
  }

  /**
   * What a message says beside its body.
   *
   * @param source the number of the queue or stream; the first is 0
   * @param nextOffset the offset after the message in a stream; 0 in a queue
   * @param redelivered whether the broker delivered the message before
   * @param events the header {@code hpc-events}
   * @param ordinal the header {@code hpc-ordinal}
   * @param type the event's type
   * @param contentType the content type
   * @param repair the header {@code hpc-repair}
   * @param once whether the message was published straight to a stream, which drops repeats
   */
  record Head(
      int source,
      long nextOffset,
      boolean redelivered,
      Optional<String> events,
      OptionalLong ordinal,
      String type,
      String contentType,
      boolean repair,
      boolean once) {}

  Head head() {
    return head;
  }

  byte[] body() {
    return body;
  }

  /** Returns a hash of the body, of 64 bits. */
  static long hash(byte[] body) {
    CRC32C first = new CRC32C();
    first.update(body, 0, body.length);
    CRC32 second = new CRC32();
    second.update(body, 0, body.length);
    return first.getValue() << 32 | second.getValue();
  }

  /** Returns a hash by which the same message is known again, without its delivery. */
  long identity() {
    String text = head.events().orElse("") + '/' + head.ordinal() + '/' + head.type();
    return hash(body) * 31 + hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
