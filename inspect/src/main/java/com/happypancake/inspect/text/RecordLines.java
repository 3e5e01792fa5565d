package com.happypancake.inspect.text;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes records of one message as lines.
 *
 * @param heading the line before the first record; empty for formats without one
 * @param line returns the line of a record
 */
public record RecordLines(Optional<String> heading, Function<Message, String> line) {

  /**
   * Returns a writer of lines.
   *
   * @param fields to write, in their order; empty for all
   * @param columns of a CSV file if {@code fields} is empty
   */
  public static RecordLines of(
      RecordFormat format,
      RecordFormatter formatter,
      List<RecordField> fields,
      List<RecordField> columns) {
    Projection projection = fields.isEmpty() ? Projection.all() : Projection.of(fields);
    return switch (format) {
      case JSON -> withoutHeading(record -> formatter.protoJson(record, projection));
      case READABLE -> withoutHeading(record -> formatter.readable(record, projection));
      case CSV -> {
        List<RecordField> leaves =
            fields.isEmpty()
                ? columns
                : fields.stream().flatMap(field -> field.leaves().stream()).toList();
        yield new RecordLines(
            Optional.of(RecordFormatter.csvHeading(leaves)),
            record -> formatter.csv(record, leaves));
      }
    };
  }

  private static RecordLines withoutHeading(Function<Message, String> line) {
    return new RecordLines(Optional.empty(), line);
  }
}
