package com.happypancake.inspect;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import com.happypancake.dumps.ReadListener;
import com.happypancake.inspect.query.EventTypes;
import com.happypancake.inspect.query.PartNames;
import com.happypancake.inspect.query.Query;
import com.happypancake.inspect.query.QueryCursor;
import com.happypancake.inspect.text.RecordField;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.Deflater;

/** Reads the records of a query and computes statistics of each table or event type. */
public final class FolderStatistics {

  private final Query query;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final TreeMap<String, TableStatistics> tables = new TreeMap<>();

  private FolderStatistics(Query query) {
    this.query = query;
  }

  /**
   * Reads all records.
   *
   * @param listener receives the progress
   * @return the tables sorted by name, including those without records
   * @throws IOException if a part cannot be read or is damaged
   * @throws InterruptedException if the thread was interrupted
   */
  public static List<TableStatistics> read(Query query, ReadListener listener)
      throws IOException, InterruptedException {
    FolderStatistics statistics = new FolderStatistics(query);
    try (QueryCursor cursor = new QueryCursor(query, listener)) {
      return statistics.read(cursor);
    } finally {
      statistics.deflater.end();
    }
  }

  private List<TableStatistics> read(QueryCursor cursor) throws IOException, InterruptedException {
    for (Part part : query.parts()) {
      if (!EventTypes.isEnvelope(query.message(part))) {
        table(part, Optional.empty());
      }
    }
    while (cursor.advance()) {
      boolean isEvent = EventTypes.isEnvelope(cursor.message().getDescriptorForType());
      table(cursor.part(), isEvent ? Optional.of(cursor.type()) : Optional.empty())
          .add(cursor.message(), cursor.reader().length());
    }
    for (TableStatistics table : tables.values()) {
      table.end();
    }
    return List.copyOf(tables.values());
  }

  /** Returns the statistics of a part's table, or of an event type if one is given. */
  private TableStatistics table(Part part, Optional<String> type) {
    return tables.computeIfAbsent(
        type.orElseGet(() -> PartNames.table(part)),
        name ->
            new TableStatistics(
                name,
                type.isPresent() ? OptionalLong.empty() : OptionalLong.of(fileBytes(name)),
                EventTypes.fields(query.message(part), type.map(Set::of).orElse(Set.of())),
                deflater));
  }

  private long fileBytes(String table) {
    return query.parts().stream()
        .filter(part -> PartNames.table(part).equals(table))
        .mapToLong(Part::getBytes)
        .sum();
  }

  /** Statistics of the records of a table, or of the events of one type. */
  public static final class TableStatistics {

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

    /** Completes the statistics. No record may be added afterwards. */
    void end() throws IOException {
      for (ColumnStatistics column : columns) {
        column.end();
      }
    }

    /** Returns the table's name or the event type. */
    public String name() {
      return name;
    }

    /** Returns the statistics of the columns, in field order. */
    public List<ColumnStatistics> columns() {
      return columns;
    }

    public long records() {
      return records;
    }

    /** Returns the size of the uncompressed records in bytes, including length prefixes. */
    public long bytes() {
      return bytes;
    }

    /** Returns the size of the table's files; empty for an event type, since types share files. */
    public OptionalLong fileBytes() {
      return fileBytes;
    }
  }
}
