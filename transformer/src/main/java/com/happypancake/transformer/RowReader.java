package com.happypancake.transformer;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.value.Guids;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a part as messages. */
final class RowReader<R extends Message> implements Closeable {

  private final PartReader records;
  private final Parser<R> parser;
  private final List<LegacyColumn> guids;

  RowReader(PartReader records, LegacyTable table, Parser<R> parser) {
    this.records = records;
    this.parser = parser;
    this.guids =
        table.columns().stream().filter(column -> column.type() == ColumnType.GUID).toList();
  }

  /** Returns the next row; null at the end of the part. */
  @Nullable R next() throws IOException {
    if (!records.advance()) {
      return null;
    }
    R row = records.parse(parser);
    for (LegacyColumn guid : guids) {
      checkGuid(row, guid);
    }
    return row;
  }

  private void checkGuid(R row, LegacyColumn guid) throws DamagedDumpException {
    int bytes = ((ByteString) row.getField(guid.field())).size();
    if (row.hasField(guid.field()) && bytes != Guids.BYTES) {
      throw records.damaged(
          String.format(
              Locale.ROOT,
              "column %s has %d bytes; a GUID has %d",
              guid.name(),
              bytes,
              Guids.BYTES));
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
