package com.happypancake.extractor;

import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Part;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/** Writes a table's rows into parts of a given size; at least one, which may be empty. */
final class PartSeries implements Closeable {

  private static final String DEFAULT_SCHEMA = "dbo";

  private final DumpWriter dump;
  private final LegacyTable table;
  private final long rowsPerPart;
  private final Consumer<Part> finished;
  private PartWriter part;
  private long repairedBefore;

  PartSeries(DumpWriter dump, LegacyTable table, long rowsPerPart, Consumer<Part> finished)
      throws IOException {
    this.dump = dump;
    this.table = table;
    this.rowsPerPart = rowsPerPart;
    this.finished = finished;
    this.part = dump.part(series(table), table.descriptor().getFullName());
  }

  /** Tables of the same name in different schemas have parts in different folders. */
  private static String series(LegacyTable table) {
    return table.schema().equals(DEFAULT_SCHEMA) ? table.name() : table.qualifiedName();
  }

  /**
   * Appends a row.
   *
   * @param record a message of the table's type; not kept
   * @param repairedTexts how many texts of all rows were repaired before this one
   */
  void write(byte[] record, long repairedTexts) throws IOException {
    if (part.records() == rowsPerPart) {
      finishPart(repairedTexts);
      part = dump.part(series(table), table.descriptor().getFullName());
    }
    part.write(record);
  }

  /**
   * Ends the last part.
   *
   * @param repairedTexts how many texts of all rows were repaired
   */
  void finish(long repairedTexts) throws IOException {
    finishPart(repairedTexts);
  }

  private void finishPart(long repairedTexts) throws IOException {
    Part.Builder entry = part.entry();
    entry.setTable(table.qualifiedName()).setRepairedTexts(repairedTexts - repairedBefore);
    finished.accept(part.finish());
    repairedBefore = repairedTexts;
  }

  @Override
  public void close() throws IOException {
    part.close();
  }
}
