package com.happypancake.seeder.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.seeder.event.EventMessage;
import com.rabbitmq.stream.impl.HashUtils;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A stream, or a super stream with its partitions, by their names on a broker.
 *
 * @param name the name of the stream or super stream
 * @param partitions the number of partitions, 1 to 1,000; 0 for one stream that is no super stream
 */
public record StreamTopology(String name, int partitions) {

  private static final String NAME = "hpc-stream";
  private static final int MAX_PARTITIONS = 1_000;

  /**
   * Checks the number of partitions.
   *
   * @throws IllegalArgumentException if the name is empty or the number is out of range
   */
  public StreamTopology {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a stream has a name");
    }
    if (partitions < 0 || partitions > MAX_PARTITIONS) {
      throw new IllegalArgumentException(
          "a super stream has 1 to " + MAX_PARTITIONS + " partitions, not " + partitions);
    }
  }

  /**
   * Returns HPC2's stream.
   *
   * @param prefix the prefix of the names of exchange, queues and streams
   * @param partitions the number of partitions; 0 for one stream
   */
  public static StreamTopology hpc(String prefix, int partitions) {
    return new StreamTopology(prefix + NAME, partitions);
  }

  /** Returns whether this is a super stream. */
  public boolean isSuperStream() {
    return partitions > 0;
  }

  /** Returns the names of the streams, in the order of the partitions. */
  public List<String> streams() {
    return isSuperStream()
        ? IntStream.range(0, partitions).mapToObj(this::partition).toList()
        : List.of(name);
  }

  /** Returns the name of the partition with this number; the first is 0. */
  String partition(int number) {
    return name + "-" + number;
  }

  /**
   * Returns the index of an event's stream in {@link #streams}. All events of a subject share one.
   * RabbitMQ's clients choose the partition by the same hash of a routing key.
   *
   * @throws InvalidProtocolBufferException if the event has no readable subject
   */
  int streamOf(EventMessage message) throws InvalidProtocolBufferException {
    return isSuperStream()
        ? Integer.remainderUnsigned(
            HashUtils.MURMUR3.applyAsInt(message.envelope().subject()), partitions)
        : 0;
  }
}
