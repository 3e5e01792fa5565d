package com.happypancake.sample.row;

import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps rows as maps from the column's name to its value; NULL is a key without an entry. */
public final class RecordingSink implements RowSink {
  private final List<LegacyColumn> columns;
  private final List<Map<String, Object>> rows = new ArrayList<>();
  private Map<String, Object> row = new LinkedHashMap<>();
  private int column;

  /** Makes the sink of a table. */
  public RecordingSink(LegacyTable table) {
    this.columns =
        table.columns().stream().filter(each -> each.type() != ColumnType.ROWVERSION).toList();
  }

  /** Returns the rows {@code from} to {@code to} - 1 of a table. */
  public static List<Map<String, Object>> rows(SampleRows all, String table, long from, long to) {
    RecordingSink sink = new RecordingSink(LegacyCatalogue.hpc().table(table));
    all.of(table).write(from, to, sink);
    return sink.rows;
  }

  /** Returns all rows of a table. */
  public static List<Map<String, Object>> rows(SampleRows all, String table) {
    return rows(all, table, 0, all.of(table).count());
  }

  private void put(@Nullable Object value) {
    LegacyColumn bound = columns.get(column++);
    if (value != null) {
      row.put(bound.name(), value);
    } else if (!bound.nullable()) {
      throw new AssertionError(bound.name() + " is NOT NULL");
    }
  }

  @Override
  public void integer(long value) {
    put(value);
  }

  @Override
  public void bit(boolean value) {
    put(value);
  }

  @Override
  public void text(String value) {
    put(value);
  }

  @Override
  public void binary(byte[] value) {
    put(HexFormat.of().formatHex(value));
  }

  @Override
  public void guid(UUID value) {
    put(value);
  }

  @Override
  public void date(long epochDay) {
    put(epochDay);
  }

  @Override
  public void wallTime(long ticks) {
    put(ticks);
  }

  @Override
  public void offsetTime(long ticks, int offsetMinutes) {
    put(ticks + "/" + offsetMinutes);
  }

  @Override
  public void money(long tenThousandths) {
    put(tenThousandths);
  }

  @Override
  public void absent() {
    put(null);
  }

  @Override
  public void end() {
    if (column != columns.size()) {
      throw new AssertionError("a row of " + column + " values for " + columns.size());
    }
    rows.add(row);
    row = new LinkedHashMap<>();
    column = 0;
  }
}
