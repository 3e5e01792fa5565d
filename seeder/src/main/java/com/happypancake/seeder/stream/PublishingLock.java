package com.happypancake.seeder.stream;

import com.happypancake.seeder.engine.Transport.LinkException;
import java.util.function.Consumer;

/**
 * The lock that lets one seeder alone publish. The stream protocol has none, so an AMQP connection
 * beside the stream's holds it.
 */
@FunctionalInterface
public interface PublishingLock {

  /**
   * Takes the lock. Blocks.
   *
   * @param lost receives the reason, once and on any thread, if the lock is lost before its release
   * @throws LinkException LOCKED if another seeder has it; UNREACHABLE or REFUSED if the broker
   *     can't be asked
   */
  Held take(Consumer<String> lost) throws LinkException, InterruptedException;

  /** A taken lock. */
  interface Held {

    /** Returns the broker's product and version. */
    String product();

    /** Gives the lock back. Does not block. Does nothing the second time. */
    void release();
  }
}
