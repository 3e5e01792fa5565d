package com.happypancake.database.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.value.WireRow;
import java.math.BigDecimal;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnReadersTest {

  private static ColumnReader reader(String sqlType) {
    LegacyColumn any = LegacyCatalogue.hpc().tables().get(0).columns().get(0);
    ColumnType type = ColumnType.of(sqlType).orElseThrow();
    Column options = Column.newBuilder().setName("W").setType(sqlType).build();
    return ColumnReaders.lossless(new LegacyColumn(any.field(), options, type), type, 0)
        .orElseThrow();
  }

  private static byte[] put(String sqlType, Object value) {
    WireRow row = new WireRow();
    row.start();
    reader(sqlType).put(value, 1, row);
    return row.toByteArray();
  }

  private static Stream<Arguments> narrowed() {
    return Stream.of(
        Arguments.of("int", 1099511627777L),
        Arguments.of("int", 1.0),
        Arguments.of("int", 1.5f),
        Arguments.of("int", new BigDecimal("1.5")),
        Arguments.of("int", new BigDecimal("4294967297")),
        Arguments.of("int", "1"),
        Arguments.of("smallint", 1099511627777L),
        Arguments.of("bigint", 1.5),
        Arguments.of("bigint", new BigDecimal("18446744073709551617")),
        Arguments.of("tinyint", 4294967297L),
        Arguments.of("tinyint", 256),
        Arguments.of("tinyint", -1),
        Arguments.of("tinyint", 7.25),
        Arguments.of("real", 0.1),
        Arguments.of("real", 16777217),
        Arguments.of("float", 9007199254740993L),
        Arguments.of("bit", 1),
        Arguments.of("money", "1"),
        Arguments.of("datetime", "2014-03-01"),
        Arguments.of("nvarchar(5)", 17),
        Arguments.of("varbinary(5)", "text"),
        Arguments.of("uniqueidentifier", new byte[16]));
  }

  @ParameterizedTest
  @MethodSource("narrowed")
  void aValueOfAnotherTypeIsRefusedAndNotNamed(String sqlType, Object value) {
    assertThatThrownBy(() -> put(sqlType, value))
        .isInstanceOfAny(ArithmeticException.class, IllegalArgumentException.class)
        .hasMessageNotContaining(value.toString());
  }

  private static Stream<Arguments> held() {
    return Stream.of(
        Arguments.of("int", Integer.MIN_VALUE, Integer.MIN_VALUE),
        Arguments.of("int", 7L, 7),
        Arguments.of("int", (short) 7, 7),
        Arguments.of("int", new BigDecimal("7.0"), 7),
        Arguments.of("bigint", 7, 7L),
        Arguments.of("bigint", Long.MAX_VALUE, Long.MAX_VALUE),
        Arguments.of("tinyint", (short) 255, 255),
        Arguments.of("float", 0.5f, 0.5));
  }

  @ParameterizedTest
  @MethodSource("held")
  void aNumberThatFitsIsHeldWhateverItsClass(String sqlType, Object value, Object same) {
    assertThat(put(sqlType, value)).isEqualTo(put(sqlType, same)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("held")
  void aGuidIsNoNumber(String sqlType, Object value, Object same) {
    assertThatThrownBy(() -> put(sqlType, new UUID(0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
