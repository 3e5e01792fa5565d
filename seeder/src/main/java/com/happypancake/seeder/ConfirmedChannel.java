package com.happypancake.seeder;

import com.happypancake.seeder.pace.ConfirmTracker;
import com.happypancake.seeder.pace.Confirms;
import com.happypancake.seeder.pace.Latency;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A channel in confirm mode, and what the broker answers on it.
 *
 * <p>One thread publishes and waits; the connection's own thread brings the answers. The lock is
 * never held while something is published, since the answers must be able to come.
 */
final class ConfirmedChannel {

  private final Channel channel;
  private final String exchange;
  private final LongSupplier nanoTime;
  private final ConfirmTracker tracker;
  private final ReentrantLock lock = new ReentrantLock();

  /** Something was answered, or the state changed. */
  private final Condition answered = lock.newCondition();

  /** The state changed: lost, blocked, unblocked, an event missing. */
  private final Condition changed = lock.newCondition();

  private final Queue<SeedEvent.Returned> returns = new ArrayDeque<>();
  private Optional<String> blocked = Optional.empty();
  private long blockedSinceNanos;
  private long blockedNanos;
  private long heardNanos;
  private boolean nameless;
  private @Nullable ShutdownSignalException loss;

  private ConfirmedChannel(
      Channel channel, String exchange, ConfirmTracker tracker, LongSupplier nanoTime) {
    this.channel = channel;
    this.exchange = exchange;
    this.tracker = tracker;
    this.nanoTime = nanoTime;
    this.heardNanos = nanoTime.getAsLong();
  }

  /**
   * Opens a channel and puts it into confirm mode.
   *
   * @param tracker that nobody else uses
   * @throws IOException if the broker refuses
   */
  static ConfirmedChannel open(
      Connection connection, String exchange, ConfirmTracker tracker, LongSupplier nanoTime)
      throws IOException {
    Channel channel = connection.createChannel();
    ConfirmedChannel confirmed = new ConfirmedChannel(channel, exchange, tracker, nanoTime);
    channel.confirmSelect();
    channel.addConfirmListener(confirmed::confirmed, confirmed::nacked);
    channel.addReturnListener(confirmed::returned);
    channel.addShutdownListener(confirmed::lost);
    connection.addBlockedListener(
        reason -> confirmed.setBlocked(Optional.of(reason)),
        () -> confirmed.setBlocked(Optional.empty()));
    return confirmed;
  }

  /**
   * Publishes an event: persistent by its properties, and mandatory.
   *
   * @param dueNanos when it was to be sent
   * @throws IOException if the connection is lost; the event may have arrived
   * @throws ShutdownSignalException likewise
   */
  void publish(long ordinal, long dueNanos, EventMessage message, byte[] body) throws IOException {
    long sequence = channel.getNextPublishSeqNo();
    lock.lock();
    try {
      if (tracker.confirms().inFlight() == 0) {
        heardNanos = nanoTime.getAsLong();
      }
      tracker.sent(sequence, ordinal, dueNanos);
    } finally {
      lock.unlock();
    }
    channel.basicPublish(exchange, message.routingKey(), true, message.properties(), body);
  }

  private void confirmed(long sequence, boolean multiple) {
    lock.lock();
    try {
      heardNanos = nanoTime.getAsLong();
      tracker.confirmed(sequence, multiple, heardNanos);
      answered.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void nacked(long sequence, boolean multiple) {
    lock.lock();
    try {
      heardNanos = nanoTime.getAsLong();
      tracker.nacked(sequence, multiple);
      signal();
    } finally {
      lock.unlock();
    }
  }

  private void returned(Return message) {
    lock.lock();
    try {
      Map<String, Object> headers = message.getProperties().getHeaders();
      Object ordinal = headers == null ? null : headers.get(EventMessage.ORDINAL);
      if (!(ordinal instanceof Number number)) {
        // Its confirm is still to come, and must not pass for an event that arrived.
        nameless = true;
      } else if (tracker.returned(number.longValue())) {
        returns.add(
            new SeedEvent.Returned(
                number.longValue(), message.getRoutingKey(), message.getReplyText()));
      }
      signal();
    } finally {
      lock.unlock();
    }
  }

  private void lost(ShutdownSignalException signal) {
    lock.lock();
    try {
      loss = signal;
      signal();
    } finally {
      lock.unlock();
    }
  }

  void setBlocked(Optional<String> reason) {
    lock.lock();
    try {
      long nowNanos = nanoTime.getAsLong();
      if (blocked.isPresent()) {
        blockedNanos += nowNanos - blockedSinceNanos;
      }
      blocked = reason;
      blockedSinceNanos = nowNanos;
      heardNanos = nowNanos;
      signal();
    } finally {
      lock.unlock();
    }
  }

  private void signal() {
    answered.signalAll();
    changed.signalAll();
  }

  /** What the publishing thread decides by; {@code nameless} if it can't be told what came back. */
  record State(
      Confirms confirms,
      boolean hasRoom,
      Optional<String> blocked,
      long blockedNanos,
      long silentNanos,
      boolean nameless,
      Optional<ShutdownSignalException> loss) {

    /** Tells whether nothing more should be published: an event is missing in its queues. */
    boolean isStopped() {
      return confirms.anyMissing();
    }

    /** Tells whether the next event may go now. */
    boolean mayPublish() {
      return hasRoom && blocked.isEmpty();
    }
  }

  /** Returns how things are; {@code silentNanos} is 0 while nothing is owed, or blocked. */
  State state() {
    lock.lock();
    try {
      long nowNanos = nanoTime.getAsLong();
      Confirms confirms = tracker.confirms();
      boolean owes = confirms.inFlight() > 0 && blocked.isEmpty();
      long blockedNow = blocked.isPresent() ? nowNanos - blockedSinceNanos : 0;
      return new State(
          confirms,
          tracker.hasRoom(),
          blocked,
          blockedNanos + blockedNow,
          owes ? nowNanos - heardNanos : 0,
          nameless,
          Optional.ofNullable(loss));
    } finally {
      lock.unlock();
    }
  }

  /** Returns the events that came back since this was last asked, the oldest first. */
  List<SeedEvent.Returned> takeReturns() {
    lock.lock();
    try {
      List<SeedEvent.Returned> taken = List.copyOf(returns);
      returns.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  Latency latency() {
    lock.lock();
    try {
      return tracker.latency();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until an event may be published, or none should be any more, or the time is over. */
  void awaitRoom(long nanos) throws InterruptedException {
    await(answered, () -> isOver() || (tracker.hasRoom() && blocked.isEmpty()), nanos);
  }

  /** Waits until everything has its answer, or none will come, or the time is over. */
  void awaitSettled(long nanos) throws InterruptedException {
    await(answered, () -> loss != null || tracker.confirms().inFlight() == 0, nanos);
  }

  /** Waits until nothing should be published any more, or the time is over. */
  void awaitOver(long nanos) throws InterruptedException {
    await(changed, this::isOver, nanos);
  }

  private boolean isOver() {
    return loss != null || nameless || tracker.confirms().anyMissing();
  }

  private void await(Condition signal, BooleanSupplier condition, long nanos)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long leftNanos = nanos;
      while (leftNanos > 0 && !condition.getAsBoolean()) {
        leftNanos = signal.awaitNanos(leftNanos);
      }
    } finally {
      lock.unlock();
    }
  }
}
