package com.happypancake.seeder.stream;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.LongString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Encodes messages for a stream, in AMQP 1.0's bare message format (part 3 of its specification).
 *
 * <p>The result is what RabbitMQ itself stores when an AMQP 0-9-1 message reaches a stream queue
 * through an exchange: headers are application properties, the type is the annotation {@code
 * x-basic-type}, and the routing key is {@code x-routing-key}. A consumer can't tell the
 * difference. Of the properties, only the message id, the type, the content type and the headers
 * are taken.
 *
 * <p>Not thread-safe.
 */
final class StreamEncoder {

  private static final int ANNOTATIONS = 0x72;
  private static final int PROPERTIES = 0x73;
  private static final int APPLICATION_PROPERTIES = 0x74;
  private static final int DATA = 0x75;

  private static final int NULL = 0x40;
  private static final int TRUE = 0x41;
  private static final int FALSE = 0x42;
  private static final int SMALL_ULONG = 0x53;
  private static final int SMALL_LONG = 0x55;
  private static final int LONG = 0x81;
  private static final int BINARY_8 = 0xa0;
  private static final int BINARY_32 = 0xb0;
  private static final int STRING_8 = 0xa1;
  private static final int STRING_32 = 0xb1;
  private static final int SYMBOL_8 = 0xa3;
  private static final int LIST_8 = 0xc0;
  private static final int MAP_8 = 0xc1;

  /** What added to the code of a small list or map gives that of a large one. */
  private static final int LARGE = 0x10;

  private static final int MAX_SMALL = 255;
  private static final int INITIAL_BYTES = 512;

  private final Buffer out = new Buffer();

  /** A growing array whose lists and maps get their sizes when they are complete. */
  private static final class Buffer extends ByteArrayOutputStream {

    private static final int LARGE_HEAD = 8;
    private static final int SMALL_HEAD = 2;

    Buffer() {
      super(INITIAL_BYTES);
    }

    /** Begins a list or map of a small code, and returns where its head is. */
    int begin(int code) {
      write(code);
      int at = count;
      for (int i = 0; i < LARGE_HEAD; i++) {
        write(0);
      }
      return at;
    }

    void end(int at, int elements) {
      int bytes = count - at - LARGE_HEAD;
      // The size counts the number of elements, too.
      if (bytes + 1 <= MAX_SMALL && elements <= MAX_SMALL) {
        buf[at] = (byte) (bytes + 1);
        buf[at + 1] = (byte) elements;
        System.arraycopy(buf, at + LARGE_HEAD, buf, at + SMALL_HEAD, bytes);
        count -= LARGE_HEAD - SMALL_HEAD;
      } else {
        buf[at - 1] = (byte) (buf[at - 1] + LARGE);
        putInt(at, bytes + Integer.BYTES);
        putInt(at + Integer.BYTES, elements);
      }
    }

    private void putInt(int at, int value) {
      buf[at] = (byte) (value >>> 24);
      buf[at + 1] = (byte) (value >>> 16);
      buf[at + 2] = (byte) (value >>> 8);
      buf[at + 3] = (byte) value;
    }
  }

  /**
   * Returns a message.
   *
   * @param routingKey the routing key that the message has on AMQP 0-9-1
   * @param properties the properties that it has there; headers are texts, longs and booleans
   * @throws IllegalArgumentException if a header is of another type
   */
  byte[] encode(String routingKey, BasicProperties properties, byte[] body) {
    out.reset();
    annotations(routingKey, properties);
    properties(properties);
    Map<String, Object> headers = properties.getHeaders();
    if (headers != null && !headers.isEmpty()) {
      section(APPLICATION_PROPERTIES);
      int map = out.begin(MAP_8);
      headers.forEach(
          (name, value) -> {
            string(name);
            value(name, value);
          });
      out.end(map, 2 * headers.size());
    }
    section(DATA);
    sized(BINARY_8, BINARY_32, body);
    return out.toByteArray();
  }

  private void annotations(String routingKey, BasicProperties properties) {
    section(ANNOTATIONS);
    int map = out.begin(MAP_8);
    symbol("x-routing-key");
    string(routingKey);
    int entries = 2;
    if (properties.getType() != null) {
      symbol("x-basic-type");
      string(properties.getType());
      entries += 2;
    }
    out.end(map, entries);
  }

  private void properties(BasicProperties properties) {
    section(PROPERTIES);
    int list = out.begin(LIST_8);
    if (properties.getMessageId() == null) {
      nulls(1);
    } else {
      string(properties.getMessageId());
    }
    nulls(5); // user-id, to, subject, reply-to, correlation-id
    if (properties.getContentType() == null) {
      nulls(1);
    } else {
      symbol(properties.getContentType());
    }
    out.end(list, 7);
  }

  private void section(int code) {
    out.write(0);
    out.write(SMALL_ULONG);
    out.write(code);
  }

  private void nulls(int count) {
    for (int i = 0; i < count; i++) {
      out.write(NULL);
    }
  }

  private void value(String name, Object value) {
    if (value instanceof String text) {
      string(text);
    } else if (value instanceof LongString text) {
      sized(STRING_8, STRING_32, text.getBytes());
    } else if (value instanceof Long number) {
      integer(number);
    } else if (value instanceof Boolean truth) {
      out.write(truth ? TRUE : FALSE);
    } else {
      throw new IllegalArgumentException("a stream's message has no such header: " + name);
    }
  }

  private void integer(long value) {
    if (value == (byte) value) {
      out.write(SMALL_LONG);
      out.write((int) value);
    } else {
      out.write(LONG);
      eightBytes(value);
    }
  }

  private void string(String text) {
    sized(STRING_8, STRING_32, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a symbol of at most 255 ASCII characters. */
  private void symbol(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    out.write(SYMBOL_8);
    out.write(bytes.length);
    out.write(bytes, 0, bytes.length);
  }

  private void sized(int small, int large, byte[] bytes) {
    if (bytes.length <= MAX_SMALL) {
      out.write(small);
      out.write(bytes.length);
    } else {
      out.write(large);
      fourBytes(bytes.length);
    }
    out.write(bytes, 0, bytes.length);
  }

  private void fourBytes(int value) {
    out.write(value >>> 24);
    out.write(value >>> 16);
    out.write(value >>> 8);
    out.write(value);
  }

  private void eightBytes(long value) {
    fourBytes((int) (value >>> 32));
    fourBytes((int) value);
  }
}
