package com.happypancake.inspect;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.happypancake.inspect.query.EventTypes;
import com.happypancake.inspect.query.InvalidQueryException;
import com.happypancake.inspect.query.PartNames;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.text.Projection;
import com.happypancake.inspect.text.RecordField;
import com.happypancake.inspect.text.RecordFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Formats the records of a query as lines of text. */
public final class QueryLines {

  private final Query query;
  private final RecordFormat format;
  private final Map<Descriptor, List<RecordField>> fields = new HashMap<>();
  private final RecordFormatter formatter = new RecordFormatter();

  /**
   * Chooses the format and the fields.
   *
   * @param fieldNames the fields to write, in this order; empty for all
   * @throws InvalidQueryException if a message of the query lacks one of the fields, or fields are
   *     chosen for a format of whole records
   */
  public QueryLines(Query query, RecordFormat format, List<String> fieldNames) {
    this.query = query;
    this.format = format;
    if (format == RecordFormat.DELIMITED && !fieldNames.isEmpty()) {
      throw new InvalidQueryException(
          "--format delimited: holds whole records; leave out --fields");
    }
    for (Descriptor message : query.messages()) {
      List<RecordField> found = new ArrayList<>();
      fieldNames.forEach(name -> found.add(query.field(message, name)));
      fields.put(message, found);
    }
  }

  Query query() {
    return query;
  }

  public RecordFormat format() {
    return format;
  }

  /**
   * Returns the line format of each message, for writing all records to one stream.
   *
   * @throws InvalidQueryException if one CSV file can't hold all records
   */
  public Map<Descriptor, RecordLines> byMessage() {
    if (format == RecordFormat.CSV) {
      checkIsOneTable();
    } else if (format == RecordFormat.DELIMITED) {
      throw new InvalidQueryException(
          "--format delimited: is only for export, since it is not text");
    }
    Map<Descriptor, RecordLines> lines = new LinkedHashMap<>();
    for (Descriptor message : query.messages()) {
      lines.put(message, of(message, query.events().types()));
    }
    return lines;
  }

  private void checkIsOneTable() {
    if (query.messages().size() > 1) {
      throw new InvalidQueryException(
          "--format csv: one table holds records of one message; name a table among %s",
          query.parts().stream()
              .map(PartNames::series)
              .distinct()
              .collect(Collectors.joining(", ")));
    }
    boolean hasAllFields = fields.values().stream().allMatch(List::isEmpty);
    if (query.hasEvents() && query.events().types().size() != 1 && hasAllFields) {
      throw new InvalidQueryException(
          "--format csv: events differ in their columns; choose one --type, or the columns by"
              + " --fields");
    }
  }

  /**
   * Returns the line format of one message.
   *
   * @param types the event types; empty for all
   */
  RecordLines of(Descriptor message, Set<String> types) {
    List<RecordField> chosen = fields.getOrDefault(message, List.of());
    Projection projection = chosen.isEmpty() ? Projection.all() : Projection.of(chosen);
    return switch (format) {
      case DELIMITED -> throw new IllegalStateException("whole records are not lines");
      case JSON -> withoutHeading(record -> formatter.protoJson(record, projection));
      case READABLE -> withoutHeading(record -> formatter.readable(record, projection));
      case CSV -> {
        List<RecordField> columns =
            chosen.isEmpty()
                ? EventTypes.fields(message, types)
                : chosen.stream().flatMap(field -> field.leaves().stream()).toList();
        yield new RecordLines(
            Optional.of(RecordFormatter.csvHeading(columns)),
            record -> formatter.csv(record, columns));
      }
    };
  }

  private static RecordLines withoutHeading(Function<Message, String> line) {
    return new RecordLines(Optional.empty(), line);
  }

  /** The formats in which records are written. */
  public enum RecordFormat {
    /** ProtoJSON, which programs can read back. */
    JSON(".jsonl"),
    /** RFC 4180, with a header line. */
    CSV(".csv"),
    /** JSON for people. */
    READABLE(".jsonl"),
    /** The records' own bytes, each after its length as a varint. Only for files. */
    DELIMITED(".pb");

    private final String suffix;

    RecordFormat(String suffix) {
      this.suffix = suffix;
    }

    /** Returns the file name suffix, including the dot. */
    public String suffix() {
      return suffix;
    }
  }

  /**
   * The line format of the records of one message.
   *
   * @param heading the line before the first record; empty for formats without one
   * @param line formats a record as one line
   */
  public record RecordLines(Optional<String> heading, Function<Message, String> line) {}
}
