package com.happypancake.seeder.stream;

import com.happypancake.schemas.catalogue.EventDefinition;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.LongString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Encodes messages for a stream, in AMQP 1.0's bare message format (part 3 of its specification).
 *
 * <p>The result is what RabbitMQ itself stores when an AMQP 0-9-1 message reaches a stream queue
 * through an exchange, less the annotations with the exchange and the routing key: headers are
 * application properties, and the type is the annotation {@code x-basic-type}. Of the properties,
 * only the message id, the type, the content type and the headers are taken.
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
  private static final int LARGE_HEAD = 8;
  private static final int SMALL_HEAD = 2;
  private static final int INITIAL_BYTES = 512;

  /** The annotations of each type. Identity suffices, and costs less than comparing records. */
  private final IdentityHashMap<EventDefinition, byte[]> annotations = new IdentityHashMap<>();

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int length;

  /**
   * Returns a message.
   *
   * @param type the event's type
   * @param properties the properties that it has there; headers are texts, longs and booleans
   * @throws IllegalArgumentException if a header is of another type
   */
  byte[] encode(EventDefinition type, BasicProperties properties, byte[] body) {
    length = 0;
    put(annotations.computeIfAbsent(type, this::annotations));
    properties(properties);
    Map<String, Object> headers = properties.getHeaders();
    if (headers != null && !headers.isEmpty()) {
      section(APPLICATION_PROPERTIES);
      int map = begin(MAP_8);
      headers.forEach(
          (name, value) -> {
            string(name);
            value(name, value);
          });
      end(map, 2 * headers.size());
    }
    section(DATA);
    sized(BINARY_8, BINARY_32, body);
    return Arrays.copyOf(bytes, length);
  }

  private byte[] annotations(EventDefinition type) {
    section(ANNOTATIONS);
    int map = begin(MAP_8);
    symbol("x-basic-type");
    string(type.type());
    end(map, 2);
    byte[] section = Arrays.copyOf(bytes, length);
    length = 0;
    return section;
  }

  private void properties(BasicProperties properties) {
    section(PROPERTIES);
    int list = begin(LIST_8);
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
    end(list, 7);
  }

  private void section(int code) {
    put(0);
    put(SMALL_ULONG);
    put(code);
  }

  private void nulls(int count) {
    for (int i = 0; i < count; i++) {
      put(NULL);
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
      put(truth ? TRUE : FALSE);
    } else {
      throw new IllegalArgumentException("a stream's message has no such header: " + name);
    }
  }

  private void integer(long value) {
    if (value == (byte) value) {
      put(SMALL_LONG);
      put((int) value);
    } else {
      put(LONG);
      eightBytes(value);
    }
  }

  private void string(String text) {
    sized(STRING_8, STRING_32, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a symbol of at most 255 ASCII characters. */
  private void symbol(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    put(SYMBOL_8);
    put(ascii.length);
    put(ascii);
  }

  private void sized(int small, int large, byte[] content) {
    if (content.length <= MAX_SMALL) {
      put(small);
      put(content.length);
    } else {
      put(large);
      fourBytes(content.length);
    }
    put(content);
  }

  /** Begins a list or map of a small code, and returns where its head is. */
  private int begin(int code) {
    put(code);
    int head = length;
    eightBytes(0);
    return head;
  }

  /** Ends a list or map: its size and its number of elements go into the head. */
  private void end(int head, int elements) {
    int size = length - head - LARGE_HEAD;
    // The size that is written counts the number of elements, too.
    if (size + 1 <= MAX_SMALL && elements <= MAX_SMALL) {
      bytes[head] = (byte) (size + 1);
      bytes[head + 1] = (byte) elements;
      System.arraycopy(bytes, head + LARGE_HEAD, bytes, head + SMALL_HEAD, size);
      length -= LARGE_HEAD - SMALL_HEAD;
    } else {
      int end = length;
      bytes[head - 1] = (byte) (bytes[head - 1] + LARGE);
      length = head;
      fourBytes(size + Integer.BYTES);
      fourBytes(elements);
      length = end;
    }
  }

  private void put(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  private void put(byte[] content) {
    reserve(content.length);
    System.arraycopy(content, 0, bytes, length, content.length);
    length += content.length;
  }

  private void fourBytes(int value) {
    put(value >>> 24);
    put(value >>> 16);
    put(value >>> 8);
    put(value);
  }

  private void eightBytes(long value) {
    fourBytes((int) (value >>> 32));
    fourBytes((int) value);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
