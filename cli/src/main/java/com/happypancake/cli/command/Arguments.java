package com.happypancake.cli.command;

import com.happypancake.schemas.catalogue.SchemaException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses arguments, and turns the modules' exceptions about them into usage errors. */
public final class Arguments {

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})([kmg]?)");

  private Arguments() {}

  /**
   * Creates an object from arguments.
   *
   * @throws CommandException with the module's message if it rejects the arguments
   */
  public static <T> T check(Supplier<T> made) throws CommandException {
    return checked("", made);
  }

  /**
   * Creates an object from an option.
   *
   * @throws CommandException with the option and the module's message if it rejects the option
   */
  public static <T> T check(String option, Supplier<T> made) throws CommandException {
    return checked(option + ": ", made);
  }

  private static <T> T checked(String prefix, Supplier<T> made) throws CommandException {
    try {
      return made.get();
    } catch (IllegalArgumentException | SchemaException e) {
      throw new CommandException(ExitCode.USAGE, prefix + e.getMessage(), e);
    }
  }

  /**
   * Parses the path in an option that is not always a path.
   *
   * @throws CommandException if the text is not a path
   */
  public static Path path(String option, String text) throws CommandException {
    if (text.isEmpty()) {
      throw CommandException.usage("%s: is empty; expected a path", option);
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw CommandException.usage("%s: %s", option, noPath(e));
    }
  }

  /** Returns why a text is not a path and what to do, as the end of a sentence about the text. */
  public static String noPath(InvalidPathException e) {
    return "is not a path in this locale ("
        + e.getReason()
        + "); start hpc by its launcher, or set LC_ALL to a locale of UTF-8 that 'locale -a' lists";
  }

  /**
   * Parses a size in bytes, such as {@code 1048576}, {@code 512k}, {@code 256m} or {@code 4g}.
   * Units are powers of 1,024, as in JVM options.
   *
   * @throws IllegalArgumentException if the text is not a size
   */
  public static long parseBytes(String text) {
    Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no size; expected for example 512k, 256m or 4g");
    }
    int power = matcher.group(2).isEmpty() ? 0 : 1 + "kmg".indexOf(matcher.group(2));
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is more than any memory", e);
    }
  }

  /**
   * Parses an instant, such as {@code 2014-03-01T12:00:00Z}, or a day in UTC, such as {@code
   * 2014-03-01}, which stands for its beginning.
   *
   * @throws CommandException with the option if the text is neither
   */
  public static Instant parseInstant(String option, String text) throws CommandException {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw CommandException.usage(
          "%s is '%s'; expected an instant such as 2014-03-01T12:00:00Z, or a day", option, text);
    }
  }
}
