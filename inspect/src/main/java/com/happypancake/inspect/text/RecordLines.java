package com.happypancake.inspect.text;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Records of one message as lines.
 *
 * @param heading the line before the first record; empty where there is none
 * @param line writes a record
 */
public record RecordLines(Optional<String> heading, Function<Message, String> line) {

  public static RecordLines csv(RecordFormatter formats, List<Field> columns) {
    return new RecordLines(
        Optional.of(RecordFormatter.csvHeading(columns)), record -> formats.csv(record, columns));
  }

  public static RecordLines json(RecordFormatter formats, Projection projection) {
    return new RecordLines(Optional.empty(), record -> formats.protoJson(record, projection));
  }

  public static RecordLines readable(RecordFormatter formats, Projection projection) {
    return new RecordLines(Optional.empty(), record -> formats.readable(record, projection));
  }
}
