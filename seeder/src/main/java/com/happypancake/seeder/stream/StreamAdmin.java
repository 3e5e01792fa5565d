package com.happypancake.seeder.stream;

import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerException.CloseReason;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.TopologyAdmin;
import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Declares and deletes a stream or super stream over AMQP, because the stream protocol of RabbitMQ
 * before 3.13 can't declare super streams. Stateless.
 */
public final class StreamAdmin implements TopologyAdmin.Streams {

  private static final String NAME = "hpc stream topology";
  private static final Map<String, Object> STREAM = Map.of("x-queue-type", "stream");
  private static final Map<String, Object> SUPER_STREAM = Map.of("x-super-stream", true);

  private final BrokerAddress broker;
  private final StreamTopology topology;

  /**
   * Creates an administrator.
   *
   * @param broker the broker to change
   * @param topology the streams to declare and delete
   */
  public StreamAdmin(BrokerAddress broker, StreamTopology topology) {
    this.broker = broker;
    this.topology = topology;
  }

  /**
   * Returns an administrator of HPC2's stream or super stream that exists; empty if none does.
   *
   * @param prefix the prefix of the names
   * @throws BrokerException UNREACHABLE, LOGIN, LOST, REFUSED
   */
  public static Optional<StreamAdmin> find(BrokerAddress broker, String prefix)
      throws BrokerException {
    StreamAdmin one = new StreamAdmin(broker, StreamTopology.hpc(prefix, 0));
    return one.connected(
        connection -> {
          if (one.exists(connection, one.topology.name())) {
            return Optional.of(one);
          }
          int partitions = 0;
          while (one.exists(connection, one.topology.partition(partitions))) {
            partitions++;
          }
          return partitions == 0
              ? Optional.empty()
              : Optional.of(new StreamAdmin(broker, StreamTopology.hpc(prefix, partitions)));
        });
  }

  /**
   * Returns a topology with HPC2's stream or the partitions of its super stream, if there is one.
   *
   * @throws BrokerException as {@link #find}
   */
  public static BrokerTopology addTo(BrokerTopology topology, BrokerAddress broker)
      throws BrokerException {
    return find(broker, topology.prefix())
        .map(found -> topology.withStreams(found.topology.streams()))
        .orElse(topology);
  }

  /** Returns the streams that are declared and deleted. */
  public StreamTopology topology() {
    return topology;
  }

  @Override
  public List<String> guards() throws BrokerException {
    return connected(
        connection -> {
          List<String> guards = new ArrayList<>();
          for (String stream : topology.streams()) {
            DeclareOk state =
                request(connection, stream, channel -> channel.queueDeclarePassive(stream));
            if (state.getMessageCount() > 0 || state.getConsumerCount() > 0) {
              guards.add(
                  String.format(
                      Locale.ROOT,
                      "stream '%s' holds %d messages and has %d consumers",
                      stream,
                      state.getMessageCount(),
                      state.getConsumerCount()));
            }
          }
          return guards;
        });
  }

  @Override
  public void purge() throws BrokerException {
    delete();
    declare();
  }

  @FunctionalInterface
  private interface Step<T> {
    T on(Channel channel) throws IOException;
  }

  @FunctionalInterface
  private interface Work<T> {
    T with(Connection connection) throws BrokerException;
  }

  /**
   * Declares the streams without a limit of size or age, so that they lose nothing. Existing ones
   * stay unchanged.
   *
   * @throws BrokerException REFUSED if a stream exists with other arguments, or the super stream
   *     with another number of partitions, which would send the events of a subject elsewhere;
   *     UNREACHABLE, LOGIN, LOST
   */
  public void declare() throws BrokerException {
    connected(
        connection -> {
          if (topology.isSuperStream()) {
            checkPartitions(connection);
            request(
                connection,
                topology.name(),
                channel ->
                    channel.exchangeDeclare(
                        topology.name(), BuiltinExchangeType.DIRECT, true, false, SUPER_STREAM));
          }
          List<String> streams = topology.streams();
          for (int i = 0; i < streams.size(); i++) {
            declare(connection, streams.get(i), i);
          }
          return streams;
        });
  }

  private void declare(Connection connection, String stream, int number) throws BrokerException {
    request(
        connection, stream, channel -> channel.queueDeclare(stream, true, false, false, STREAM));
    if (topology.isSuperStream()) {
      request(
          connection,
          stream,
          channel ->
              channel.queueBind(
                  stream,
                  topology.name(),
                  Integer.toString(number),
                  Map.of("x-stream-partition-order", number)));
    }
  }

  private void checkPartitions(Connection connection) throws BrokerException {
    int existing = 0;
    while (existing <= topology.partitions() && exists(connection, topology.partition(existing))) {
      existing++;
    }
    if (existing > 0 && existing != topology.partitions()) {
      throw new BrokerException(
          Kind.REFUSED,
          broker,
          "super stream '"
              + topology.name()
              + "' has "
              + (existing > topology.partitions() ? "more than " + topology.partitions() : existing)
              + " partitions, not "
              + topology.partitions()
              + "; their number is fixed: name the existing one, or delete the super stream first");
    }
  }

  /**
   * Returns the streams that do not exist.
   *
   * @throws BrokerException UNREACHABLE, LOGIN, LOST, REFUSED
   */
  public List<String> missing() throws BrokerException {
    return connected(
        connection -> {
          List<String> missing = new ArrayList<>();
          for (String stream : topology.streams()) {
            if (!exists(connection, stream)) {
              missing.add(stream);
            }
          }
          return missing;
        });
  }

  /**
   * Deletes the streams with what they hold, and the exchange of a super stream. What does not
   * exist is left out. A stream can't be purged: delete it and declare it again.
   *
   * @return the names of the deleted streams
   * @throws BrokerException UNREACHABLE, LOGIN, LOST, REFUSED
   */
  @Override
  public List<String> delete() throws BrokerException {
    return connected(
        connection -> {
          List<String> deleted = new ArrayList<>();
          for (String stream : topology.streams()) {
            if (exists(connection, stream)) {
              request(connection, stream, channel -> channel.queueDelete(stream));
              deleted.add(stream);
            }
          }
          if (topology.isSuperStream()) {
            request(
                connection, topology.name(), channel -> channel.exchangeDelete(topology.name()));
          }
          return deleted;
        });
  }

  private boolean exists(Connection connection, String stream) throws BrokerException {
    try {
      Channel channel = connection.createChannel();
      channel.queueDeclarePassive(stream);
      channel.abort();
      return true;
    } catch (IOException | ShutdownSignalException e) {
      if (CloseReason.of(e).filter(CloseReason::isNotFound).isPresent()) {
        return false;
      }
      throw failure(connection, stream, e);
    }
  }

  private <T> T request(Connection connection, String name, Step<T> step) throws BrokerException {
    try {
      Channel channel = connection.createChannel();
      T result = step.on(channel);
      channel.abort();
      return result;
    } catch (IOException | ShutdownSignalException e) {
      throw failure(connection, name, e);
    }
  }

  private BrokerException failure(Connection connection, String name, Exception e) {
    Optional<CloseReason> reason = CloseReason.of(e);
    return reason.isPresent() && connection.isOpen()
        ? new BrokerException(
            Kind.REFUSED,
            broker,
            "refused: stream '"
                + name
                + "' ("
                + reason.get().text()
                + "); give the login the permission, or delete what is there, and try again",
            e)
        : new BrokerException(
            Kind.LOST, broker, CloseReason.describe(e) + "; the same command may be run again", e);
  }

  private <T> T connected(Work<T> work) throws BrokerException {
    Connection connection = BrokerConnections.open(broker, NAME);
    try {
      return work.with(connection);
    } finally {
      BrokerConnections.close(connection);
    }
  }
}
