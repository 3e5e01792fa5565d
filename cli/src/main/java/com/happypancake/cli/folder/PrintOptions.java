package com.happypancake.cli.folder;

import com.happypancake.cli.command.Arguments;
import com.happypancake.cli.command.CommandException;
import com.happypancake.inspect.QueryLines;
import com.happypancake.inspect.QueryLines.RecordFormat;
import com.happypancake.inspect.query.Query;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options for the text form of records. */
final class PrintOptions {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "readable: JSON for people; json: ProtoJSON, which programs read back; csv: RFC 4180 with"
              + " a line of names, NULL as nothing (\\N in a single column) and an empty text as"
              + " \"\"; delimited: the records themselves, only for export. Default: readable.")
  private RecordFormat format = RecordFormat.READABLE;

  @Option(
      names = "--fields",
      split = ",",
      paramLabel = "FIELD",
      description = "Only these fields, in this order: messageId,sentAt. Nested ones with dots.")
  private List<String> fields = new ArrayList<>();

  /**
   * Returns the text form of a query's records.
   *
   * @throws CommandException if a message of the query lacks one of the fields
   */
  QueryLines lines(Query query) throws CommandException {
    return Arguments.check("--fields", () -> new QueryLines(query, format, fields));
  }
}
