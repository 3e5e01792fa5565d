package com.happypancake.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.schemas.catalogue.ColumnType.SqlType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bit | BOOLEAN",
        "TinyInt | UNSIGNED_BYTE",
        "integer | INTEGER",
        "bigint | LONG",
        "smallmoney | MONEY",
        "decimal(38, 10) | DECIMAL",
        "DEC (5) | DECIMAL",
        "numeric | DECIMAL",
        "real | REAL",
        "float(24) | REAL",
        "float(25) | FLOAT",
        "float | FLOAT",
        "double  precision | FLOAT",
        "date | DATE",
        "time(0) | TIME",
        "smalldatetime | WALL_CLOCK",
        "datetime2(3) | WALL_CLOCK",
        "datetimeoffset(7) | OFFSET_TIME",
        "character(5) | TEXT",
        "char varying(20) | TEXT",
        "character varying (20) | TEXT",
        "sysname | UNICODE_TEXT",
        "national char(5) | UNICODE_TEXT",
        "NATIONAL CHARACTER VARYING(20) | UNICODE_TEXT",
        "national text | UNICODE_TEXT",
        "nvarchar(max) | UNICODE_TEXT",
        "xml | XML",
        "binary varying(10) | BINARY",
        "uniqueidentifier | GUID",
        "timestamp | ROWVERSION",
        "hierarchyid | HIERARCHY_ID",
        "geography | GEOGRAPHY",
        "geometry | GEOMETRY",
      })
  void aTypeIsFoundByAnyOfItsNames(String sqlType, ColumnType type) {
    assertThat(ColumnType.of(sqlType)).contains(type);
  }

  /** The bytes that the driver gives of a sql_variant do not tell what they mean. */
  @ParameterizedTest
  @ValueSource(strings = {"sql_variant", "cursor", "json", "", "(5)", "int(", "int not null"})
  void whatNoFieldHoldsIsNotFound(String sqlType) {
    assertThat(ColumnType.of(sqlType)).isEmpty();
  }

  @Test
  void aDecimalWithoutNumbersHasEighteenDigits() {
    assertThat(DecimalType.of(SqlType.parse("decimal"))).isEqualTo(new DecimalType(18, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "decimal(39)",
        "decimal(0)",
        "decimal(5, 6)",
        "decimal(5, x)",
        "decimal(5, 2, 1)",
        "decimal(x)",
        "decimal(5,)"
      })
  void aDecimalThatSqlServerHasNotIsRefused(String sqlType) {
    assertThatThrownBy(() -> DecimalType.of(SqlType.parse(sqlType)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a decimal has a precision");
  }
}
