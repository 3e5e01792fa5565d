package com.happypancake.seeder.run;

import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.broker.EventProperties;
import com.happypancake.seeder.event.EventMessage;
import com.happypancake.seeder.pace.ConfirmTracker;
import com.happypancake.seeder.pace.ConfirmTracker.Confirms;
import com.happypancake.seeder.pace.ConfirmTracker.Latency;
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
 * A channel in confirm mode that collects the broker's answers.
 *
 * <p>One thread publishes and waits. The connection's thread delivers the answers, so the lock is
 * never held while an event is published.
 */
final class ConfirmedChannel {

  private final Channel channel;
  private final String exchange;
  private final LongSupplier nanoTime;
  private final ConfirmTracker tracker;
  private final ReentrantLock lock = new ReentrantLock();

  /** Signalled when an answer arrived or the state changed. */
  private final Condition answered = lock.newCondition();

  /** Signalled when an event was refused or returned, or the connection's state changed. */
  private final Condition changed = lock.newCondition();

  private final Queue<SeedEvent.Returned> returns = new ArrayDeque<>();
  private Optional<String> blocked = Optional.empty();
  private long blockedSinceNanos;
  private long blockedNanos;
  private long heardNanos;
  private boolean unknownReturn;
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
   * @param tracker the tracker of this channel only
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
   * Publishes an event with the mandatory flag.
   *
   * @param dueNanos the time when the event was due
   * @throws IOException if the connection is lost; the event may have arrived
   * @throws ShutdownSignalException if the connection is lost; the event may have arrived
   */
  void publish(long dueNanos, EventMessage message, EventProperties properties) throws IOException {
    long sequence = channel.getNextPublishSeqNo();
    lock.lock();
    try {
      if (tracker.confirms().inFlight() == 0) {
        heardNanos = nanoTime.getAsLong();
      }
      tracker.sent(sequence, message.ordinal(), dueNanos);
    } finally {
      lock.unlock();
    }
    channel.basicPublish(
        exchange, message.type().routingKey(), true, properties.of(message), message.body());
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
      Object ordinal = headers == null ? null : headers.get(EventProperties.ORDINAL);
      if (!(ordinal instanceof Number number)) {
        // The broker also confirms this event, although no queue holds it.
        unknownReturn = true;
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

  /**
   * The state on which the publishing thread decides.
   *
   * @param mayPublish whether the next event may be published now
   * @param silentNanos the time without an answer; 0 if no answer is due or the broker is blocked
   * @param unknownReturn whether an event was returned without its ordinal
   */
  record State(
      Confirms confirms,
      boolean mayPublish,
      Optional<String> blocked,
      long blockedNanos,
      long silentNanos,
      boolean unknownReturn,
      Optional<ShutdownSignalException> loss) {

    /** Returns whether an event is missing in its queues, so the run must not publish more. */
    boolean isStopped() {
      return confirms.anyMissing();
    }
  }

  /** Returns the current state. */
  State state() {
    lock.lock();
    try {
      long nowNanos = nanoTime.getAsLong();
      Confirms confirms = tracker.confirms();
      boolean owes = confirms.inFlight() > 0 && blocked.isEmpty();
      long blockedNow = blocked.isPresent() ? nowNanos - blockedSinceNanos : 0;
      return new State(
          confirms,
          hasRoom(),
          blocked,
          blockedNanos + blockedNow,
          owes ? nowNanos - heardNanos : 0,
          unknownReturn,
          Optional.ofNullable(loss));
    } finally {
      lock.unlock();
    }
  }

  /** Returns the events that were returned since the last call, oldest first. */
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

  /** Waits until an event may be published, the run must end, or the time has passed. */
  void awaitRoom(long nanos) throws InterruptedException {
    await(answered, () -> isOver() || hasRoom(), nanos);
  }

  /** Waits until all events have answers, the connection is lost, or the time has passed. */
  void awaitSettled(long nanos) throws InterruptedException {
    await(answered, () -> loss != null || tracker.confirms().inFlight() == 0, nanos);
  }

  /** Waits until the run must end or the time has passed. */
  void awaitOver(long nanos) throws InterruptedException {
    await(changed, this::isOver, nanos);
  }

  private boolean hasRoom() {
    return tracker.hasRoom() && blocked.isEmpty();
  }

  private boolean isOver() {
    return loss != null || unknownReturn || tracker.confirms().anyMissing();
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
