package com.happypancake.seeder.audit;

import com.happypancake.seeder.audit.Arrival.Head;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.EventProperties;
import com.happypancake.seeder.engine.Transport.LinkException;
import com.happypancake.seeder.stream.StreamReader;
import com.happypancake.seeder.stream.StreamTopology;
import com.rabbitmq.stream.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads a stream or super stream, which keeps its messages. */
final class StreamInput implements AuditInput {

  private static final String TYPE = "x-basic-type";

  /** RabbitMQ notes the exchange of a message that reached a stream through one, if only "". */
  private static final String EXCHANGE = "x-exchange";

  private final BrokerAddress broker;
  private final StreamReader reader;

  private StreamInput(BrokerAddress broker, StreamReader reader) {
    this.broker = broker;
    this.reader = reader;
  }

  /** Returns what opens a stream. */
  static Opener opener(BrokerAddress broker, int port, StreamTopology topology) {
    return new Opener() {
      @Override
      public int sources() {
        return topology.streams().size();
      }

      @Override
      public String name() {
        return broker
            + " stream "
            + topology.name()
            + (topology.isSuperStream() ? " of " + topology.partitions() : "");
      }

      @Override
      public AuditInput open(List<Long> nextOffsets) throws BrokerException, InterruptedException {
        try {
          return new StreamInput(
              broker,
              StreamReader.open(
                  broker,
                  port,
                  topology,
                  nextOffsets,
                  message -> ordinal(message).orElse(Long.MAX_VALUE)));
        } catch (LinkException e) {
          throw explain(broker, e);
        }
      }
    };
  }

  private static BrokerException explain(BrokerAddress broker, LinkException e) {
    Kind kind = e.kind() == LinkException.Kind.REFUSED ? Kind.REFUSED : Kind.LOST;
    return new BrokerException(kind, broker, String.valueOf(e.getMessage()), e);
  }

  @Override
  public Optional<Arrival> poll(Duration patience) throws BrokerException, InterruptedException {
    try {
      return reader.poll(patience).map(StreamInput::arrival);
    } catch (LinkException e) {
      throw explain(broker, e);
    }
  }

  private static Arrival arrival(StreamReader.Entry entry) {
    Message message = entry.message();
    Map<String, Object> headers = orEmpty(message.getApplicationProperties());
    Map<String, Object> annotations = orEmpty(message.getMessageAnnotations());
    // RabbitMQ 3.10 puts the type of a message that came through an exchange among the headers.
    @Nullable Object type =
        annotations.containsKey(TYPE) ? annotations.get(TYPE) : headers.get(TYPE);
    @Nullable String contentType =
        message.getProperties() == null ? null : message.getProperties().getContentType();
    byte @Nullable [] body = message.getBodyAsBinary();
    return new Arrival(
        new Head(
            entry.stream(),
            entry.offset() + 1,
            false,
            Optional.ofNullable(headers.get(EventProperties.EVENTS)).map(Object::toString),
            ordinal(message),
            String.valueOf(type),
            String.valueOf(contentType),
            Boolean.TRUE.equals(headers.get(EventProperties.REPAIR)),
            !annotations.containsKey(EXCHANGE)),
        body == null ? new byte[0] : body);
  }

  private static OptionalLong ordinal(Message message) {
    return orEmpty(message.getApplicationProperties()).get(EventProperties.ORDINAL)
            instanceof Number number
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  private static Map<String, Object> orEmpty(@Nullable Map<String, Object> map) {
    return map == null ? Map.of() : map;
  }

  /** Nothing: the offsets are in the audit's own state. */
  @Override
  public void acknowledge() {}

  @Override
  public void close() {
    reader.close();
  }
}
