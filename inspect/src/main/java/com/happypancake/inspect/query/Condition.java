package com.happypancake.inspect.query;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.happypancake.inspect.text.RecordField;
import com.happypancake.inspect.text.RecordFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition on a field: {@code FIELD=VALUE}, {@code FIELD!=VALUE}, {@code FIELD is null} or
 * {@code FIELD is not null}. Immutable.
 *
 * @param field the field's name, as the user wrote it
 * @param operator how to compare the field's value with the text
 * @param text the text to compare with; empty for the null operators
 */
public record Condition(String field, Operator operator, String text) {

  private static final Pattern NULL =
      Pattern.compile("([^=!\\s]+)\\s+is\\s+(not\\s+)?null", Pattern.CASE_INSENSITIVE);

  private static final Pattern EQUAL = Pattern.compile("([^=!\\s]+)(!?=)(.*)", Pattern.DOTALL);

  public enum Operator {
    /** The value equals the text. */
    EQUAL,
    /** The field has a value that differs from the text. */
    UNEQUAL,
    /** The field has no value. */
    NULL,
    /** The field has a value. */
    NOT_NULL
  }

  /**
   * Parses a condition.
   *
   * @throws IllegalArgumentException if the words are not a condition; the message does not repeat
   *     them
   */
  public static Condition parse(String words) {
    Matcher nothing = NULL.matcher(words.strip());
    if (nothing.matches()) {
      return new Condition(
          nothing.group(1), nothing.group(2) == null ? Operator.NULL : Operator.NOT_NULL, "");
    }
    Matcher equal = EQUAL.matcher(words);
    if (equal.matches()) {
      return new Condition(
          equal.group(1),
          equal.group(2).equals("=") ? Operator.EQUAL : Operator.UNEQUAL,
          equal.group(3));
    }
    throw new IllegalArgumentException(
        "expected FIELD=VALUE, FIELD!=VALUE, 'FIELD is null' or 'FIELD is not null'");
  }

  /**
   * Returns whether a record meets the condition.
   *
   * @param found the field in the record's message
   * @param formatter returns the texts that the user may have written for the value
   */
  boolean holds(RecordField found, Message record, RecordFormatter formatter) {
    Optional<Object> value = found.value(record);
    return switch (operator) {
      case NULL -> value.isEmpty();
      case NOT_NULL -> value.isPresent();
      case EQUAL -> value.filter(each -> is(found.leaf(), each, formatter)).isPresent();
      case UNEQUAL -> value.filter(each -> !is(found.leaf(), each, formatter)).isPresent();
    };
  }

  private boolean is(FieldDescriptor leaf, Object value, RecordFormatter formatter) {
    if (value instanceof String string) {
      return string.equals(text);
    }
    String readable = formatter.text(leaf, value);
    // Users may write GUIDs and hexadecimal digits in upper case.
    return leaf.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING
        ? readable.equals(text.toLowerCase(Locale.ROOT)) || formatter.raw(leaf, value).equals(text)
        : readable.equals(text) || formatter.raw(leaf, value).equals(text);
  }
}
