package com.happypancake.seeder.stream;

import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.engine.Transport.LinkException;
import com.rabbitmq.stream.Constants;
import com.rabbitmq.stream.OffsetSpecification;
import com.rabbitmq.stream.StreamException;
import com.rabbitmq.stream.impl.Client;
import com.rabbitmq.stream.impl.Client.QueryOffsetResponse;
import com.rabbitmq.stream.impl.Client.Response;
import java.io.Closeable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells how far the named consumers of a stream are behind its end: the last offset less the offset
 * that a consumer stored on the broker, over all partitions.
 *
 * <p>RabbitMQ before 3.11 has no request for the last offset, so this reads the last chunk. It
 * publishes nothing, stores no offset, and has connections of its own. Thread-safe.
 */
public final class StreamBacklog implements Closeable {

  private static final int IDS = 128;
  private static final long CHUNK_SECONDS = 5;

  private final BrokerAddress broker;
  private final int port;
  private final StreamTopology topology;
  private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
  private int subscriptions;
  private Map<String, Client> clients = Map.of();
  private volatile @Nullable StreamConnection connection;

  /**
   * A consumer.
   *
   * @param consumer its name
   * @param messages how many messages follow the stored offset, in the partitions in which one is
   *     stored; empty if none is
   */
  public record Behind(String consumer, OptionalLong messages) {}

  /** The last offset that a subscription got. */
  private record End(byte subscription, long offset) {}

  /** Creates a closed object. It connects when it is asked, and again after a failure. */
  public StreamBacklog(BrokerAddress broker, int port, StreamTopology topology) {
    this.broker = broker;
    this.port = port;
    this.topology = topology;
  }

  /**
   * Reads the offsets. Blocks.
   *
   * @param consumers the names of the consumers
   * @throws LinkException if a stream does not exist or can't be read
   */
  public synchronized List<Behind> read(List<String> consumers)
      throws LinkException, InterruptedException {
    boolean done = false;
    try {
      Map<String, Long> behind = new HashMap<>();
      for (String stream : topology.streams()) {
        add(stream, consumers, behind);
      }
      done = true;
      return consumers.stream()
          .map(
              each ->
                  new Behind(
                      each,
                      behind.containsKey(each)
                          ? OptionalLong.of(behind.get(each))
                          : OptionalLong.empty()))
          .toList();
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private void add(String stream, List<String> consumers, Map<String, Long> behind)
      throws LinkException, InterruptedException {
    StreamConnection open = open();
    Map<String, Long> stored = new HashMap<>();
    for (String consumer : consumers) {
      OptionalLong offset = open.attempt(stream, () -> stored(stream, consumer));
      offset.ifPresent(each -> stored.put(consumer, each));
    }
    if (!stored.isEmpty()) {
      long last = open.attempt(stream, () -> last(stream));
      stored.forEach(
          (consumer, offset) -> behind.merge(consumer, Math.max(0, last - offset), Long::sum));
    }
  }

  private StreamConnection open() throws LinkException, InterruptedException {
    StreamConnection open = connection;
    if (open == null) {
      open = new StreamConnection(broker, port);
      connection = open;
      clients =
          open.clients(
              "hpc seed status",
              topology.streams(),
              (client, subscription, offset, messages, bytes) -> {
                End end = new End(subscription, offset + messages - 1);
                ends.add(end);
                return end;
              });
    }
    return open;
  }

  private Client client(String stream) {
    Client client = clients.get(stream);
    if (client == null) {
      throw new IllegalStateException("no connection for stream '" + stream + "'");
    }
    return client;
  }

  private OptionalLong stored(String stream, String consumer) {
    QueryOffsetResponse response = client(stream).queryOffset(consumer, stream);
    if (response.getResponseCode() == Constants.RESPONSE_CODE_NO_OFFSET) {
      return OptionalLong.empty();
    }
    check(stream, response);
    return OptionalLong.of(response.getOffset());
  }

  /** Returns the offset of the last message. There is one, since a consumer stored an offset. */
  private long last(String stream) {
    Client client = client(stream);
    byte subscription = (byte) (subscriptions++ % IDS);
    ends.clear();
    check(stream, client.subscribe(subscription, stream, OffsetSpecification.last(), 1));
    End end = next(stream);
    while (end.subscription() != subscription) {
      end = next(stream);
    }
    check(stream, client.unsubscribe(subscription));
    return end.offset();
  }

  private End next(String stream) {
    try {
      @Nullable End end = ends.poll(CHUNK_SECONDS, TimeUnit.SECONDS);
      if (end == null) {
        throw new StreamException("stream '" + stream + "' gives no last message");
      }
      return end;
    } catch (InterruptedException e) {
      throw new StreamException(e);
    }
  }

  private static void check(String stream, Response response) {
    if (!response.isOk()) {
      throw new StreamException(
          "stream '" + stream + "': code " + response.getResponseCode() + " of the stream protocol",
          response.getResponseCode());
    }
  }

  /** Cuts the connections, if there are any. */
  @Override
  public void close() {
    StreamConnection open = connection;
    connection = null;
    if (open != null) {
      open.cut();
    }
  }
}
