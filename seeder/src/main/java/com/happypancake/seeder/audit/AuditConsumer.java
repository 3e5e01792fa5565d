package com.happypancake.seeder.audit;

import com.google.protobuf.CodedOutputStream;
import com.happypancake.dumps.block.Digests;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerException.CloseReason;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.EventProperties;
import com.happypancake.seeder.event.WireFormat;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Consumes the audit queue, which receives all events, and counts a folder's events.
 *
 * <p>It may run during or after the seeding. It acknowledges every message, including messages of
 * other folders.
 */
public final class AuditConsumer {

  private static final String NAME = "hpc audit";
  private static final int PREFETCH = 1_000;
  private static final int ACKNOWLEDGE_EVERY = 250;
  private static final long REPEAT_WAIT_NANOS = 250_000_000L;

  private final BrokerAddress broker;
  private final String queue;
  private final Duration idleTimeout;
  private final OrdinalAudit ordinals = new OrdinalAudit();
  private final ContentAudit content;
  private final String digits;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final long expected;
  private long foreign;

  /** A delivery, or the end of all deliveries. */
  private sealed interface Message {
    record Delivered(Delivery delivery) implements Message {}

    record Ended(String why) implements Message {}
  }

  /**
   * Creates a consumer for one use.
   *
   * @param broker the broker that has the queue
   * @param queue the queue that receives all events, for example {@code audit}
   * @param events the manifest of the seeded folder
   * @param idleTimeout the time to wait for a message before giving up; positive
   */
  public AuditConsumer(BrokerAddress broker, String queue, Manifest events, Duration idleTimeout) {
    this.broker = broker;
    this.queue = queue;
    this.idleTimeout = idleTimeout;
    this.digits = WireFormat.of(events.getContentDigest()).eventsDigest16();
    this.content = new ContentAudit(events.getPartsList());
    this.expected = events.getPartsList().stream().mapToLong(Part::getRecords).sum();
  }

  /**
   * Consumes messages until every event of the folder has arrived or no more messages arrive.
   *
   * @throws BrokerException UNREACHABLE, LOGIN; TOPOLOGY if the queue does not exist; LOST if the
   *     connection or the queue is lost
   * @throws InterruptedException if the thread was interrupted; unacknowledged messages return to
   *     the queue
   */
  public AuditResult run() throws BrokerException, InterruptedException {
    Connection connection = BrokerConnections.open(broker, NAME);
    try {
      listen(subscribe(connection));
      return result();
    } catch (IOException | ShutdownSignalException e) {
      throw new BrokerException(Kind.LOST, broker, CloseReason.describe(e), e);
    } finally {
      BrokerConnections.close(connection);
    }
  }

  private Channel subscribe(Connection connection) throws BrokerException {
    try {
      Channel channel = connection.createChannel();
      channel.queueDeclarePassive(queue);
      channel.basicQos(PREFETCH);
      channel.basicConsume(
          queue,
          false,
          (tag, delivery) -> messages.add(new Message.Delivered(delivery)),
          tag -> messages.add(new Message.Ended("the queue was removed")),
          (tag, signal) -> messages.add(new Message.Ended(CloseReason.describe(signal))));
      return channel;
    } catch (IOException | ShutdownSignalException e) {
      if (!CloseReason.of(e).filter(CloseReason::isNotFound).isPresent()) {
        throw new BrokerException(Kind.LOST, broker, CloseReason.describe(e), e);
      }
      throw new BrokerException(
          Kind.TOPOLOGY,
          broker,
          "queue '"
              + queue
              + "': "
              + CloseReason.describe(e)
              + "; run 'hpc topology declare' with the same broker and prefix",
          e);
    }
  }

  private void listen(Channel channel) throws IOException, BrokerException, InterruptedException {
    int unacknowledged = 0;
    long lastTag = 0;
    while (true) {
      Message message = messages.poll(waitNanos(), TimeUnit.NANOSECONDS);
      if (message instanceof Message.Ended ended) {
        throw new BrokerException(Kind.LOST, broker, "queue '" + queue + "': " + ended.why());
      }
      if (!(message instanceof Message.Delivered delivered)) {
        break;
      }
      count(delivered.delivery());
      lastTag = delivered.delivery().getEnvelope().getDeliveryTag();
      unacknowledged++;
      if (unacknowledged == ACKNOWLEDGE_EVERY) {
        channel.basicAck(lastTag, true);
        unacknowledged = 0;
      }
    }
    if (unacknowledged > 0) {
      channel.basicAck(lastTag, true);
    }
  }

  /** Returns the time to wait for a message. After all events arrived, only repeats may follow. */
  private long waitNanos() {
    long idleNanos = idleTimeout.toNanos();
    return ordinals.received() < expected ? idleNanos : Math.min(idleNanos, REPEAT_WAIT_NANOS);
  }

  private void count(Delivery delivery) {
    @Nullable Map<String, Object> headers = delivery.getProperties().getHeaders();
    if (headers == null
        || !(headers.get(EventProperties.ORDINAL) instanceof Number ordinal)
        || !String.valueOf(headers.get(EventProperties.EVENTS)).equals(digits)) {
      foreign++;
      return;
    }
    switch (ordinals.add(ordinal.longValue())) {
      case NEXT -> content.next(delivery.getBody());
      case AHEAD, LATE -> content.stop();
      case DUPLICATE -> {}
    }
  }

  private AuditResult result() {
    return new AuditResult(expected, ordinals.result(expected), content.result(), foreign);
  }

  /**
   * Rebuilds a folder's parts from events that arrive in order and compares their digests with the
   * manifest's. Not thread-safe.
   */
  private static final class ContentAudit {

    private static final int MAX_PREFIX_BYTES = 5;

    private final List<Part> parts;
    private final MessageDigest digest = Digests.sha256();
    private final byte[] prefix = new byte[MAX_PREFIX_BYTES];
    private boolean stopped;
    private int part;
    private long inPart;
    private int compared;
    private int altered;

    ContentAudit(List<Part> parts) {
      this.parts = parts;
      compareCompleteParts();
    }

    /** Adds the next event of the folder. */
    void next(byte[] body) {
      if (stopped || part == parts.size()) {
        return;
      }
      digest.update(prefix, 0, prefix(body.length));
      digest.update(body);
      inPart++;
      compareCompleteParts();
    }

    /** Ends the comparison because an event is missing or late. */
    void stop() {
      stopped = true;
    }

    private void compareCompleteParts() {
      while (part < parts.size() && inPart == parts.get(part).getRecords()) {
        String actual = Digests.hex(digest);
        if (!actual.equals(parts.get(part).getContentSha256())) {
          altered++;
        }
        compared++;
        part++;
        inPart = 0;
      }
    }

    private int prefix(int length) {
      try {
        CodedOutputStream out = CodedOutputStream.newInstance(prefix);
        out.writeUInt32NoTag(length);
        return out.getTotalBytesWritten();
      } catch (IOException e) {
        throw new UncheckedIOException("an array takes what fits into it", e);
      }
    }

    AuditResult.Content result() {
      return new AuditResult.Content(parts.size(), compared, altered);
    }
  }
}
