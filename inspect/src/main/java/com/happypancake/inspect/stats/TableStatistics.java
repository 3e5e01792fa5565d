package com.happypancake.inspect.stats;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import com.happypancake.inspect.text.RecordField;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.Deflater;

/** Statistics of the records of a table, or of the events of a type. */
public final class TableStatistics {

  private final String name;
  private final OptionalLong fileBytes;
  private final List<ColumnStatistics> columns;
  private long records;
  private long bytes;

  TableStatistics(
      String name, OptionalLong fileBytes, List<RecordField> fields, Deflater deflater) {
    this.name = name;
    this.fileBytes = fileBytes;
    this.columns = fields.stream().map(field -> new ColumnStatistics(field, deflater)).toList();
  }

  void add(Message record, int length) throws IOException {
    records++;
    bytes += CodedOutputStream.computeUInt32SizeNoTag(length) + length;
    for (ColumnStatistics column : columns) {
      column.add(record);
    }
  }

  /** Ends the statistics. No record may follow. */
  void end() throws IOException {
    for (ColumnStatistics column : columns) {
      column.end();
    }
  }

  /** Returns the name of the table, or the type of the events. */
  public String name() {
    return name;
  }

  /** Returns the statistics of the columns, in the order of their fields. */
  public List<ColumnStatistics> columns() {
    return columns;
  }

  /** Returns the number of records. */
  public long records() {
    return records;
  }

  /** Returns how many bytes the records take in the stream, their length prefixes included. */
  public long bytes() {
    return bytes;
  }

  /** Returns the size of the table's files; empty for a type of events, which shares its files. */
  public OptionalLong fileBytes() {
    return fileBytes;
  }
}
