package com.happypancake.schemas.catalogue;

import com.happypancake.schemas.catalogue.ColumnType.SqlType;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The precision and scale of a {@code decimal} or {@code numeric} column.
 *
 * @param precision the maximum number of digits, 1 to 38
 * @param scale the number of digits after the point, 0 to the precision
 */
public record DecimalType(int precision, int scale) {

  /** SQL Server's maximum precision. */
  public static final int MAX_PRECISION = 38;

  private static final int DEFAULT_PRECISION = 18;

  /**
   * Checks the precision and scale.
   *
   * @throws IllegalArgumentException if SQL Server has no such type
   */
  public DecimalType {
    if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a decimal has a precision of 1 to %d and a scale of 0 to the precision,"
                  + " not %d and %d",
              MAX_PRECISION,
              precision,
              scale));
    }
  }

  /**
   * Returns the precision and scale of a type, by default {@code decimal(18, 0)}.
   *
   * @throws IllegalArgumentException if the type's arguments are invalid
   */
  static DecimalType of(SqlType type) {
    int said = (int) IntStream.range(0, 2).filter(i -> type.number(i).isPresent()).count();
    if (said != type.arguments().size()) {
      throw new IllegalArgumentException(
          "a decimal has a precision and a scale, as in decimal(19, 4)");
    }
    return new DecimalType(type.number(0).orElse(DEFAULT_PRECISION), type.number(1).orElse(0));
  }

  /**
   * Returns a value as plain digits, with {@link #scale} of them after the point: {@code -0.50}.
   *
   * @throws ArithmeticException if the value has more digits than the type; the message does not
   *     contain the value
   */
  public String text(BigDecimal value) {
    BigDecimal exact = value.setScale(scale);
    if (exact.precision() > precision) {
      throw new ArithmeticException("it has more digits than the declared precision");
    }
    return exact.toPlainString();
  }
}
