package com.happypancake.seeder.stream;

import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.engine.Transport.LinkException;
import com.rabbitmq.stream.ConsumerFlowStrategy;
import com.rabbitmq.stream.Message;
import com.rabbitmq.stream.MessageHandler.Context;
import com.rabbitmq.stream.OffsetSpecification;
import com.rabbitmq.stream.Resource.State;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream, or all partitions of a super stream as one. Commits no offset on the broker. One
 * thread reads; the stream client fills.
 *
 * <p>Of the partitions, the message with the least key comes first, so that partitions that were
 * filled together are read together.
 */
public final class StreamReader implements Closeable {

  /** A chunk holds what the broker wrote at once, up to some thousand messages. */
  private static final int CHUNKS = 5;

  /** How long to wait for a partition that has nothing while others have. */
  private static final long STRAGGLER_NANOS = 300_000_000L;

  private final StreamConnection connection;
  private final ToLongFunction<Message> key;
  private final List<Deque<Entry>> queues = new ArrayList<>();
  private @Nullable String lost;

  /** When each partition had a message last. */
  private long wholeNanos = System.nanoTime();

  /**
   * A message of a stream.
   *
   * @param stream the number of the partition; 0 for a stream without partitions
   * @param offset the message's offset in its stream
   */
  public record Entry(int stream, long offset, Message message, Context context) {}

  private StreamReader(StreamConnection connection, ToLongFunction<Message> key) {
    this.connection = connection;
    this.key = key;
  }

  /**
   * Connects and begins to read.
   *
   * @param offsets the offset at which to begin in each stream
   * @param key gives the order among partitions
   * @throws LinkException if a stream does not exist or can't be read
   */
  public static StreamReader open(
      BrokerAddress broker,
      int port,
      StreamTopology topology,
      List<Long> offsets,
      ToLongFunction<Message> key)
      throws LinkException, InterruptedException {
    StreamReader reader = new StreamReader(new StreamConnection(broker, port), key);
    boolean open = false;
    try {
      reader.begin(topology.streams(), offsets);
      open = true;
      return reader;
    } finally {
      if (!open) {
        reader.close();
      }
    }
  }

  private void begin(List<String> streams, List<Long> offsets)
      throws LinkException, InterruptedException {
    connection.open("hpc audit", null);
    streams.forEach(stream -> queues.add(new ArrayDeque<>()));
    for (int i = 0; i < streams.size(); i++) {
      int number = i;
      String stream = streams.get(i);
      OffsetSpecification from = OffsetSpecification.offset(offsets.get(i));
      var unused =
          connection.attempt(
              stream,
              () ->
                  connection.environment().consumerBuilder().stream(stream)
                      .offset(from)
                      .flow()
                      .strategy(ConsumerFlowStrategy.creditWhenHalfMessagesProcessed(CHUNKS))
                      .builder()
                      .listeners(
                          context -> {
                            if (context.currentState() == State.RECOVERING
                                || context.currentState() == State.CLOSED) {
                              lose(stream);
                            }
                          })
                      .messageHandler((context, message) -> arrive(number, context, message))
                      .build());
    }
  }

  private synchronized void arrive(int stream, Context context, Message message) {
    queues.get(stream).add(new Entry(stream, context.offset(), message, context));
    notifyAll();
  }

  private synchronized void lose(String stream) {
    lost = "the connection to stream '" + stream + "' ended, or the stream moved or was deleted";
    notifyAll();
  }

  /**
   * Returns the next message; empty if none comes in this time.
   *
   * @throws LinkException UNREACHABLE if the connection is lost
   */
  public Optional<Entry> poll(Duration patience) throws LinkException, InterruptedException {
    Optional<Entry> next = take(System.nanoTime() + patience.toNanos());
    next.ifPresent(entry -> entry.context().processed());
    return next;
  }

  private synchronized Optional<Entry> take(long deadlineNanos)
      throws LinkException, InterruptedException {
    while (true) {
      long now = System.nanoTime();
      Deque<Entry> least = least();
      if (isWhole()) {
        wholeNanos = now;
      }
      if (!least.isEmpty() && (isWhole() || now - wholeNanos >= STRAGGLER_NANOS)) {
        return Optional.of(least.remove());
      }
      if (lost != null) {
        throw new LinkException(
            LinkException.Kind.UNREACHABLE, lost, new IllegalStateException(lost));
      }
      long left = deadlineNanos - now;
      if (left <= 0) {
        return Optional.empty();
      }
      long straggler = least.isEmpty() ? left : STRAGGLER_NANOS - (now - wholeNanos);
      wait(Math.max(1, Math.min(left, straggler) / 1_000_000));
    }
  }

  private boolean isWhole() {
    return queues.stream().noneMatch(Deque::isEmpty);
  }

  /** Returns the queue whose first message has the least key; an empty one if all are. */
  private Deque<Entry> least() {
    Deque<Entry> least = queues.get(0);
    for (Deque<Entry> each : queues) {
      if (!each.isEmpty() && (least.isEmpty() || keyOf(each) < keyOf(least))) {
        least = each;
      }
    }
    return least;
  }

  private long keyOf(Deque<Entry> queue) {
    return key.applyAsLong(queue.element().message());
  }

  @Override
  public void close() {
    connection.cut();
  }
}
