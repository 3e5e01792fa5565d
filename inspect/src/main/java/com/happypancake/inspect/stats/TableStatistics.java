package com.happypancake.inspect.stats;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import com.happypancake.inspect.text.Field;
import java.io.IOException;
import java.util.List;
import java.util.zip.Deflater;

/** What the records of a table, or the events of a type, are like. */
public final class TableStatistics {

  private final List<ColumnStatistics> columns;
  private long records;
  private long bytes;

  /**
   * Of no records yet.
   *
   * @param fields the columns
   * @param deflater for this and others in turn
   */
  public TableStatistics(List<Field> fields, Deflater deflater) {
    this.columns = fields.stream().map(field -> new ColumnStatistics(field, deflater)).toList();
  }

  /**
   * Takes a record in.
   *
   * @param record of the fields' message
   * @param length of the record in bytes
   * @throws IOException never; the compiler does not know
   */
  public void add(Message record, int length) throws IOException {
    records++;
    bytes += CodedOutputStream.computeUInt32SizeNoTag(length) + length;
    for (ColumnStatistics column : columns) {
      column.add(record);
    }
  }

  /**
   * Ends the count: no record follows.
   *
   * @throws IOException never; the compiler does not know
   */
  public void end() throws IOException {
    for (ColumnStatistics column : columns) {
      column.end();
    }
  }

  /** Returns what the columns are like, in their order. */
  public List<ColumnStatistics> columns() {
    return columns;
  }

  /** Returns how many records there are. */
  public long records() {
    return records;
  }

  /** Returns how many bytes they have, their lengths included. */
  public long bytes() {
    return bytes;
  }
}
