package com.happypancake.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converters of options that are numbers. picocli's own say "is not a long". */
final class NumberConverters {

  private NumberConverters() {}

  // These are classes for the reason that CommandLines gives.

  private static final class IntegerConverter implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String text) {
      return number(text, "a whole number up to " + Integer.MAX_VALUE, Integer::valueOf);
    }
  }

  private static final class LongConverter implements ITypeConverter<Long> {

    @Override
    public Long convert(String text) {
      return number(text, "a whole number up to " + Long.MAX_VALUE, Long::valueOf);
    }
  }

  private static final class DoubleConverter implements ITypeConverter<Double> {

    @Override
    public Double convert(String text) {
      return number(text, "a number such as 0.01", Double::valueOf);
    }
  }

  private static <N extends Number> N number(
      String text, String expected, Function<String, N> parse) {
    try {
      return parse.apply(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("expected " + expected + " but was '" + text + "'");
    }
  }

  /** Has a command line and its subcommands read numbers by these converters. */
  static CommandLine register(CommandLine tree) {
    return tree.registerConverter(int.class, new IntegerConverter())
        .registerConverter(Integer.class, new IntegerConverter())
        .registerConverter(long.class, new LongConverter())
        .registerConverter(Long.class, new LongConverter())
        .registerConverter(double.class, new DoubleConverter())
        .registerConverter(Double.class, new DoubleConverter());
  }
}
