package com.happypancake.seeder.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.seeder.broker.EventProperties;
import com.happypancake.seeder.engine.Transport.Answers;
import com.happypancake.seeder.engine.Transport.Link;
import com.happypancake.seeder.engine.Transport.LinkException;
import com.happypancake.seeder.engine.Transport.LinkException.Kind;
import com.happypancake.seeder.event.EventBody;
import com.happypancake.seeder.event.EventMessage;
import com.rabbitmq.stream.ConfirmationHandler;
import com.rabbitmq.stream.ConfirmationStatus;
import com.rabbitmq.stream.Constants;
import com.rabbitmq.stream.Message;
import com.rabbitmq.stream.Producer;
import com.rabbitmq.stream.ProducerBuilder;
import com.rabbitmq.stream.Resource.Context;
import com.rabbitmq.stream.Resource.State;
import com.rabbitmq.stream.StreamException;
import com.rabbitmq.stream.codec.SimpleCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * A producer for each stream, on connections that do not reconnect: whoever has the link
 * reconnects, takes the lock again, and only then publishes.
 *
 * <p>A publish never waits for the broker. What the broker does not read stays in memory; the
 * caller's window bounds it. One thread publishes; {@link #cut} may be called by any.
 */
final class StreamLink implements Link {

  /**
   * The client blocks a producer at this number of unconfirmed events. The seeder's window never
   * reaches it, because it spans at most 10,000 ordinals.
   */
  private static final int MAX_UNCONFIRMED = 20_000;

  /** The codes from here on are made by the client, not by the broker. */
  private static final int FIRST_CLIENT_CODE = Constants.CODE_MESSAGE_ENQUEUEING_FAILED;

  private final StreamSettings settings;
  private final EventBody body;
  private final EventProperties properties;
  private final Answers answers;
  private final Map<Long, String> refused;
  private final AtomicLongArray confirmed;
  private final StreamEncoder encoder = new StreamEncoder();
  private final SimpleCodec codec = new SimpleCodec();
  private final StreamConnection connection;
  private final List<Partition> partitions = new ArrayList<>();

  /** How many streams have not confirmed an event that goes to all of them. */
  private final Map<Long, Integer> copies = new ConcurrentHashMap<>();

  private PublishingLock.@Nullable Held held;
  private volatile @Nullable String ended;

  /** A stream's producer. The publishing thread uses it. */
  private final class Partition {

    final int number;
    final String stream;
    final Producer producer;
    final ConfirmationHandler handler = status -> answered(status, this);

    /** The publishing id up to which the stream drops events, when the link opened. */
    final long lastId;

    /**
     * Why the stream may lack events up to {@link #lastId}; null if it has all that came before.
     */
    @Nullable String doubt;

    /** The events that this link refused for good. */
    final Set<Long> lacking = new HashSet<>();

    /** Stores what the other producer can't. It has no name, so that the broker drops nothing. */
    @Nullable Producer late;

    Partition(int number, String stream) {
      this.number = number;
      this.stream = stream;
      this.producer = producer(stream).name(settings.producer()).build();
      this.lastId = producer.getLastPublishingId();
    }
  }

  /**
   * Creates a closed link.
   *
   * @param refused why the broker refused ordinals on earlier links; this link adds its own
   * @param confirmed the highest ordinal of each stream that earlier links saw confirmed; this link
   *     goes on with it
   */
  StreamLink(
      StreamSettings settings,
      EventBody body,
      Answers answers,
      Map<Long, String> refused,
      AtomicLongArray confirmed) {
    this.settings = settings;
    this.body = body;
    this.properties = new EventProperties(settings.format());
    this.answers = answers;
    this.refused = refused;
    this.confirmed = confirmed;
    this.connection = new StreamConnection(settings.broker(), settings.port());
  }

  /**
   * Takes the lock, then connects. Whether it succeeds or not, {@link #cut} must follow.
   *
   * @return the broker's product and version
   */
  String open(PublishingLock lock) throws LinkException, InterruptedException {
    PublishingLock.Held taken = lock.take(why -> lose("the seeder's lock is lost: " + why));
    synchronized (this) {
      held = taken;
      if (ended != null) {
        throw new LinkException(Kind.UNREACHABLE, ended, new IOException(ended));
      }
    }
    connection.open("hpc seed", codec);
    checkPartitions();
    for (String stream : settings.topology().streams()) {
      Partition partition =
          connection.attempt(stream, () -> new Partition(partitions.size(), stream));
      partitions.add(partition);
      checkKnown(partition);
    }
    return taken.product();
  }

  private void checkKnown(Partition partition) throws LinkException {
    long known = confirmed.get(partition.number);
    if (partition.lastId < known) {
      String what =
          String.format(
              Locale.ROOT,
              "stream '%s' confirmed event %d of this seed, and knows none above %d now: it was"
                  + " deleted and made again, or lost what it had stored; 'hpc topology purge'"
                  + " empties all, so that the same command seeds everything anew",
              partition.stream,
              known,
              partition.lastId);
      throw new LinkException(Kind.REFUSED, what, new IllegalStateException(what));
    }
  }

  /** Another number of partitions would part the events of a subject, for whoever hashes by it. */
  private void checkPartitions() throws LinkException, InterruptedException {
    StreamTopology topology = settings.topology();
    String next = topology.partition(topology.partitions());
    if (topology.isSuperStream()
        && connection.attempt(next, () -> connection.environment().streamExists(next))) {
      String what =
          "super stream '"
              + topology.name()
              + "' has more than "
              + topology.partitions()
              + " partitions; name their number by --partitions";
      throw new LinkException(Kind.REFUSED, what, new IllegalStateException(what));
    }
  }

  private ProducerBuilder producer(String stream) {
    return connection.environment().producerBuilder().stream(stream)
        .confirmTimeout(Duration.ZERO)
        .enqueueTimeout(Duration.ZERO)
        .maxUnconfirmedMessages(MAX_UNCONFIRMED)
        .retryOnRecovery(false)
        .listeners(context -> changed(stream, context));
  }

  /** The event seed-ended goes to all streams, so that whoever reads one knows its end. */
  @Override
  public void publish(EventMessage message) throws IOException {
    if (message.isSeedEnded()) {
      copies.put(message.ordinal(), partitions.size());
      for (Partition each : partitions) {
        // Nothing follows it, so a stream that drops it has it.
        publish(message, each, each.producer);
      }
    } else {
      publish(message, partitions.get(settings.topology().streamOf(message)));
    }
  }

  private void publish(EventMessage message, Partition partition) throws IOException {
    long ordinal = message.ordinal();
    if (!partition.lacking.isEmpty() && partition.lacking.contains(ordinal)) {
      publish(message, partition, late(partition));
      return;
    }
    @Nullable String why = refused.get(ordinal);
    if (ordinal > partition.lastId) {
      refused.remove(ordinal);
    } else if (why != null || partition.doubt != null) {
      lack(ordinal, partition, why);
      return;
    }
    publish(message, partition, partition.producer);
  }

  /**
   * Refuses an event for good. All that follow it up to the stream's last id may be lacking, too:
   * the answers that came after the first refusal are not known. If the caller publishes the event
   * on this link once more, it accepts that the event comes late.
   */
  private void lack(long ordinal, Partition partition, @Nullable String why) {
    String reason =
        why != null ? why : "the stream may lack it, as " + partition.doubt + " before it";
    if (partition.doubt == null) {
      partition.doubt = "event " + ordinal + " was refused";
    }
    partition.lacking.add(ordinal);
    refused.put(ordinal, reason);
    answer(
        () ->
            answers.nacked(
                ordinal,
                reason
                    + "; later events of its stream are stored, so it can only be stored behind"
                    + " them (--on-refusal resend)"));
  }

  private Producer late(Partition partition) throws IOException {
    Producer late = partition.late;
    if (late == null) {
      try {
        late = connection.attempt(partition.stream, () -> producer(partition.stream).build());
      } catch (LinkException e) {
        throw new IOException(e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("the run was interrupted", e);
      }
      partition.late = late;
    }
    return late;
  }

  private void publish(EventMessage message, Partition partition, Producer producer)
      throws IOException {
    checkOpen();
    Message encoded =
        codec.messageBuilder().publishingId(message.ordinal()).addData(encode(message)).build();
    try {
      producer.send(encoded, partition.handler);
    } catch (StreamException | IllegalStateException e) {
      throw new IOException("the stream takes no event: " + e.getMessage(), e);
    }
    checkOpen();
  }

  private byte[] encode(EventMessage message) throws InvalidProtocolBufferException {
    return encoder.encode(message.type(), properties.of(message), body.of(message));
  }

  private void checkOpen() throws IOException {
    @Nullable String why = ended;
    if (why != null) {
      throw new IOException(why);
    }
  }

  /** Takes an answer of the stream client for a partition, on any of its threads. */
  private void answered(ConfirmationStatus status, Partition partition) {
    if (status.isConfirmed()) {
      long ordinal = status.getMessage().getPublishingId();
      if (ordinal > confirmed.get(partition.number)) {
        confirmed.set(partition.number, ordinal);
      }
      confirmed(ordinal);
    } else {
      failed(status);
    }
  }

  /** Takes that the stream client could not publish an event, or that the broker refused it. */
  void failed(ConfirmationStatus status) {
    long ordinal = status.getMessage().getPublishingId();
    String why = "code " + status.getCode() + " of the stream protocol";
    if (status.getCode() < FIRST_CLIENT_CODE) {
      // After a cut, too: the log must know of each.
      refused.put(ordinal, "the broker refused it with " + why);
      answers.refused(ordinal, why);
      lose("the broker refused event " + ordinal + " with " + why);
    } else {
      lose("the stream's producer ended with " + why);
    }
  }

  private void confirmed(long ordinal) {
    if (!copies.isEmpty()) {
      @Nullable Integer left =
          copies.computeIfPresent(ordinal, (key, value) -> value == 1 ? null : value - 1);
      if (left != null) {
        return;
      }
    }
    long[] one = {ordinal};
    answer(() -> answers.confirmed(one, 1));
  }

  private void changed(String stream, Context context) {
    if (context.currentState() == State.RECOVERING || context.currentState() == State.CLOSED) {
      lose("the connection to stream '" + stream + "' ended, or the stream moved or was deleted");
    }
  }

  /** Gives an answer, unless the link has ended. */
  private synchronized void answer(Runnable answer) {
    if (ended == null) {
      answer.run();
    }
  }

  private void lose(String why) {
    synchronized (this) {
      if (ended != null) {
        return;
      }
      ended = why;
      answers.lost(why);
    }
    shut();
  }

  @Override
  public void cut() {
    synchronized (this) {
      if (ended == null) {
        ended = "the link was cut";
      }
    }
    shut();
  }

  /** The connection goes first, so that nothing of it follows another seeder's events. */
  private void shut() {
    connection.cut();
    PublishingLock.@Nullable Held taken;
    synchronized (this) {
      taken = held;
      held = null;
    }
    if (taken != null) {
      taken.release();
    }
  }
}
