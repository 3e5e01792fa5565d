package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.types.OffsetTime;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** What a dump has to hold of rows, by rules that are told here once more. */
final class ExpectedSpecimens {

  private static final LocalDateTime YEAR_1970 = LocalDateTime.of(1970, 1, 1, 0, 0);

  private ExpectedSpecimens() {}

  /** Holds a dump's rows against those that were inserted, in the order of their keys. */
  static void assertHeld(
      LegacyTable table, List<Object[]> inserted, List<DynamicMessage> held, Manifest manifest)
      throws InvalidProtocolBufferException {
    List<LegacyColumn> columns =
        table.columns().stream().filter(one -> one.type() != ColumnType.ROWVERSION).toList();
    assertThat(held).hasSameSizeAs(inserted);
    long repaired = 0;
    for (int i = 0; i < held.size(); i++) {
      for (int j = 0; j < columns.size(); j++) {
        Object value = inserted.get(i)[j];
        LegacyColumn column = columns.get(j);
        String name = column.field().getName();
        assertThat(Extractions.has(held.get(i), name)).as(name).isEqualTo(value != null);
        if (value != null) {
          assertThat(plain(Extractions.value(held.get(i), name)))
              .as(name)
              .isEqualTo(expected(column, value));
          repaired += value instanceof String text && !repaired(text).equals(text) ? 1 : 0;
        }
      }
    }
    assertThat(manifest.getParts(0).getRepairedTexts()).isEqualTo(repaired);
  }

  private static Object plain(Object held) throws InvalidProtocolBufferException {
    return held instanceof Message message ? OffsetTime.parseFrom(message.toByteString()) : held;
  }

  private static Object expected(LegacyColumn column, Object value) {
    return switch (column.type()) {
      case UNSIGNED_BYTE, INTEGER -> ((Number) value).intValue();
      case MONEY -> ((BigDecimal) value).unscaledValue().longValueExact();
      case DECIMAL -> ((BigDecimal) value).toPlainString();
      case DATE -> (int) ((LocalDate) value).toEpochDay();
      case TIME -> LocalTime.MIN.until((LocalTime) value, ChronoUnit.NANOS) / 100;
      case WALL_CLOCK -> ticks((LocalDateTime) value);
      case OFFSET_TIME -> offsetTime((OffsetDateTime) value);
      case TEXT, UNICODE_TEXT, XML -> repaired((String) value);
      case GUID -> guid((UUID) value);
      case BINARY, HIERARCHY_ID, GEOGRAPHY, GEOMETRY -> ByteString.copyFrom((byte[]) value);
      case BOOLEAN, LONG, REAL, FLOAT -> value;
      case ROWVERSION -> throw new IllegalArgumentException("it comes by itself");
    };
  }

  private static long ticks(LocalDateTime time) {
    return 10 * YEAR_1970.until(time.truncatedTo(ChronoUnit.MICROS), ChronoUnit.MICROS)
        + time.get(ChronoField.NANO_OF_SECOND) / 100 % 10;
  }

  private static OffsetTime offsetTime(OffsetDateTime time) {
    int seconds = time.getOffset().getTotalSeconds();
    return OffsetTime.newBuilder()
        .setTicks(ticks(time.toLocalDateTime().minusSeconds(seconds)))
        .setOffsetMinutes(seconds / 60)
        .build();
  }

  private static String repaired(String text) {
    return text.codePoints()
        .map(point -> Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static ByteString guid(UUID guid) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
    bytes.putLong(guid.getMostSignificantBits()).putLong(guid.getLeastSignificantBits()).flip();
    return ByteString.copyFrom(bytes);
  }
}
