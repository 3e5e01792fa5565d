package com.happypancake.schemas.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The types that HappyPancake's own tables lack. */
class EveryTypeTest {

  private static final List<String> TYPES =
      List.of("numeric(5, 2)", "real", "float", "time", "xml", "hierarchyid");

  private final WireRow row = new WireRow();

  private byte[] record(LegacyTable table) {
    row.start();
    row.putDecimal(1, new BigDecimal("-0.5"), table.columns().get(0).decimalType());
    row.putReal(2, -0.0f);
    row.putFloat(3, Double.MIN_VALUE);
    row.putTime(4, LocalTime.parse("23:59:59.9999999"));
    row.putText(5, "<a>1,2</a>");
    row.putBytes(6, new byte[] {0x5A, (byte) 0xC0});
    return row.toByteArray();
  }

  @Test
  void theBytesAreThoseThatAMessageWouldWrite() throws Exception {
    LegacyTable table = TypedTable.of(TYPES);
    DynamicMessage message = DynamicMessage.parseFrom(table.descriptor(), record(table));
    assertThat(message.toByteArray()).isEqualTo(record(table));
    assertThat(table.columns())
        .extracting(column -> message.getField(column.field()))
        .startsWith("-0.50", -0.0f, Double.MIN_VALUE, 863_999_999_999L, "<a>1,2</a>");
  }

  @Test
  void aKeyReadFromARowsBytesIsThatOfTheParsedRow() throws Exception {
    LegacyTable table = TypedTable.of(TYPES);
    byte[] record = record(table);
    DynamicMessage message = DynamicMessage.parseFrom(table.descriptor(), record);
    assertThat(RecordKey.of(table).of(record, 0, record.length))
        .isEqualTo(KeyText.of(table, message))
        .isEqualTo("-0.50,-0.0,4.9E-324,23:59:59.9999999,<a>1\\,2</a>,5ac0");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 864_000_000_000L})
  void aTimeThatNoDayHasIsNoKey(long ticks) throws Exception {
    LegacyTable table = TypedTable.of(List.of("time(7)"));
    row.start();
    row.putLong(1, ticks);
    byte[] record = row.toByteArray();
    assertThatThrownBy(() -> RecordKey.of(table).of(record, 0, record.length))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessage("a key column holds what its SQL type cannot mean");
  }

  @Test
  void numbersThatAreNoneKeepTheirBits() throws Exception {
    LegacyTable table = TypedTable.of(List.of("real", "float"));
    row.start();
    row.putReal(1, Float.intBitsToFloat(0x7FC0_0001));
    row.putFloat(2, Double.longBitsToDouble(0x7FF8_0000_0000_0001L));
    byte[] record = row.toByteArray();
    assertThat(record).containsExactly(0x0D, 1, 0, 0xC0, 0x7F, 0x11, 1, 0, 0, 0, 0, 0, 0xF8, 0x7F);
    assertThat(RecordKey.of(table).of(record, 0, record.length)).isEqualTo("NaN,NaN");
  }

  @ParameterizedTest
  @CsvSource({
    "'decimal(38, 38)', -0.5, -0.50000000000000000000000000000000000000",
    "'decimal(38, 0)', 99999999999999999999999999999999999999,"
        + " 99999999999999999999999999999999999999",
    "'decimal(5, 2)', 1E+2, 100.00",
    "'decimal(5, 2)', 0.000, 0.00",
    "dec, -7, -7",
    "numeric(3), 999, 999",
  })
  void aDecimalHasExactlyTheDigitsOfItsScale(String type, BigDecimal value, String text)
      throws Exception {
    assertThat(TypedTable.of(List.of(type)).columns().get(0).decimalType().text(value))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"'decimal(5, 2)', 0.001", "'decimal(5, 2)', 1000", "numeric(3), -1000"})
  void aDecimalWithMoreDigitsThanItsTypeIsRefusedUnseen(String type, BigDecimal value)
      throws Exception {
    LegacyTable table = TypedTable.of(List.of(type));
    assertThatThrownBy(() -> row.putDecimal(1, value, table.columns().get(0).decimalType()))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageNotContaining(value.toString());
  }
}
