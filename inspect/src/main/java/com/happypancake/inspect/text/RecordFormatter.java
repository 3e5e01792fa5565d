package com.happypancake.inspect.text;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.happypancake.schemas.value.KeyText;
import java.util.List;
import java.util.StringJoiner;

/** Formats records and values as text. Caches the schemas' options. Not thread-safe. */
public final class RecordFormatter {

  private final ReadableJson readable = new ReadableJson();
  private final ProtoJson protoJson = new ProtoJson();

  /** Returns a value as readable text without quotation marks, or a list or message as JSON. */
  public String text(FieldDescriptor field, Object value) {
    return readable.text(field, value);
  }

  /** Returns a value, or the list of a repeated field's values, as readable JSON. */
  public String json(FieldDescriptor field, Object value) {
    return readable.json(field, value);
  }

  /** Returns a record as one line of readable JSON. */
  public String readable(Message record, Projection projection) {
    return readable.of(record, projection);
  }

  /** Returns a record as one line of ProtoJSON. */
  public String protoJson(Message record, Projection projection) {
    return protoJson.of(record, projection);
  }

  /** Returns a value as ProtoJSON without the enclosing quotation marks. */
  public String raw(FieldDescriptor field, Object value) {
    String json = protoJson.json(field, value);
    return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
  }

  /** Returns the header line of a CSV file (RFC 4180). It ends with CR; the caller adds LF. */
  public static String csvHeading(List<RecordField> fields) {
    StringJoiner line = new StringJoiner(",", "", "\r");
    fields.forEach(field -> line.add(quoted(field.name())));
    return line.toString();
  }

  /**
   * Returns a record as a line of a CSV file (RFC 4180). Values are readable text. NULL is written
   * as nothing, and an empty text as {@code ""}. In a table of one column NULL is written as {@code
   * \N}, because readers skip an empty line; the text {@code \N} is always quoted. The line ends
   * with CR; the caller adds LF.
   */
  public String csv(Message record, List<RecordField> fields) {
    StringJoiner line = new StringJoiner(",", "", "\r");
    String absent = fields.size() == 1 ? KeyText.NULL : "";
    for (RecordField field : fields) {
      line.add(
          field
              .value(record)
              .map(value -> quoted(readable.text(field.leaf(), value)))
              .orElse(absent));
    }
    return line.toString();
  }

  private static String quoted(String text) {
    boolean plain = !text.isEmpty() && !text.equals(KeyText.NULL);
    for (int i = 0; i < text.length() && plain; i++) {
      char each = text.charAt(i);
      plain = each != '"' && each != ',' && each != '\n' && each != '\r';
    }
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
