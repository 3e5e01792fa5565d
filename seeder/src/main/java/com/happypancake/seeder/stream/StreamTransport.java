package com.happypancake.seeder.stream;

import com.happypancake.seeder.engine.Transport;
import com.happypancake.seeder.event.EventBody;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Publishes to a stream or super stream with RabbitMQ's stream protocol. An event's ordinal is its
 * publishing id, so that the broker drops what it has already.
 *
 * <p>After a reconnect the caller publishes again what was not confirmed, in the same order. The
 * broker confirms all of it and stores what is new. It also confirms, and drops, an event that it
 * refused before, once it has stored a later one of the same stream: that event is refused for
 * good. A caller that publishes it once more on the same link has it stored behind the later ones.
 *
 * <p>One thread calls {@link #connect} and {@link Link#publish}.
 */
public final class StreamTransport implements Transport {

  private final StreamSettings settings;
  private final EventBody body;
  private final PublishingLock lock;

  /** Why the broker refused an ordinal on an earlier link. */
  private final Map<Long, String> refused;

  /** The highest confirmed ordinal in each stream, as far as it is known. */
  private final AtomicLongArray confirmed;

  private volatile Optional<String> product = Optional.empty();

  /**
   * Creates a transport.
   *
   * @param body encodes the bodies, in the settings' format
   * @param lock is taken for each link before the link opens, and released after it is cut
   * @param refused the ordinals that the broker refused in earlier runs, with the reasons
   * @param confirmedTo an ordinal that an event has or exceeds that an earlier run saw confirmed; 0
   *     if there is none. A stream that does not know it was made again. Of a super stream nobody
   *     knows which partition has it.
   */
  public StreamTransport(
      StreamSettings settings,
      EventBody body,
      PublishingLock lock,
      Map<Long, String> refused,
      long confirmedTo) {
    this.settings = settings;
    this.body = body;
    this.lock = lock;
    this.refused = new ConcurrentHashMap<>(refused);
    this.confirmed = new AtomicLongArray(settings.topology().streams().size());
    if (!settings.topology().isSuperStream()) {
      confirmed.set(0, confirmedTo);
    }
  }

  @Override
  public Link connect(Answers answers) throws LinkException, InterruptedException {
    StreamLink link = new StreamLink(settings, body, answers, refused, confirmed);
    boolean open = false;
    try {
      product = Optional.of(link.open(lock));
      open = true;
      return link;
    } finally {
      if (!open) {
        link.cut();
      }
    }
  }

  @Override
  public Optional<String> product() {
    return product;
  }
}
