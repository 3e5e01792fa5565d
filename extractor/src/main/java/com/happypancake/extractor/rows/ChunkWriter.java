package com.happypancake.extractor.rows;

import com.happypancake.database.SourceException;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.TableSeries;
import com.happypancake.extractor.plan.Chunk;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.rows.ChunkReader.RowFilter;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.WireRow;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Encodes a chunk's batches and writes their rows. A chunk becomes the part of its number. A whole
 * table becomes parts of a given size. There is always a part, which may be empty. For the writing
 * thread.
 */
final class ChunkWriter implements BatchWriter.Sink, Closeable {

  private final DumpWriter dump;
  private final LegacyTable table;
  private final boolean isInKeyOrder;
  private final RowEncoder encoder;
  private final Optional<RowFilter> filter;
  private final long rowsPerPart;
  private final ChunkReader.Progress progress;
  private final List<Part> finished = new ArrayList<>();
  private PartWriter part;
  private int nextPart;
  private long rows;
  private long bytes;
  private long repairedTexts;
  private long repairedInPart;

  /**
   * Creates a writer and begins its first part.
   *
   * @param rowsPerPart the maximum rows of a part of a whole table
   */
  ChunkWriter(
      DumpWriter dump,
      TablePlan plan,
      Chunk chunk,
      RowEncoder encoder,
      Optional<RowFilter> filter,
      long rowsPerPart,
      ChunkReader.Progress progress)
      throws IOException {
    this.dump = dump;
    this.table = plan.table();
    this.isInKeyOrder = plan.isInKeyOrder();
    this.encoder = encoder;
    this.filter = filter;
    this.rowsPerPart = chunk.isWholeTable() ? rowsPerPart : Long.MAX_VALUE;
    this.progress = progress;
    this.nextPart = chunk.number();
    this.part = begin();
  }

  private PartWriter begin() throws IOException {
    return dump.part(TableSeries.rows(table), nextPart++, table.descriptor().getFullName());
  }

  @Override
  public void write(RowBatch batch) throws SourceException, IOException {
    long bytesBefore = bytes;
    for (int i = 0; i < batch.rows(); i++) {
      WireRow row = encoder.encode(batch, i);
      if (filter.isEmpty() || !filter.get().skips(row.array(), 0, row.length())) {
        append(row);
      }
      repairedTexts = row.repairedTexts();
      bytes += row.length();
    }
    if (batch.rows() > 0) {
      rows += batch.rows();
      progress.add(batch.rows(), bytes - bytesBefore);
    }
  }

  private void append(WireRow row) throws IOException {
    if (part.records() == rowsPerPart) {
      finishPart();
      part = begin();
    }
    part.write(row.array(), 0, row.length());
    repairedInPart += row.repairedTexts() - repairedTexts;
  }

  private void finishPart() throws IOException {
    part.entry()
        .setTable(table.qualifiedName())
        .setKeyOrder(isInKeyOrder)
        .setRepairedTexts(repairedInPart);
    finished.add(part.finish());
    repairedInPart = 0;
  }

  /**
   * Finishes the last part.
   *
   * @param number of the chunk
   */
  FinishedChunk finish(int number) throws IOException {
    finishPart();
    FinishedChunk.Builder chunk =
        FinishedChunk.newBuilder().setNumber(number).setSourceRows(rows).addAllParts(finished);
    encoder.latestTicks().ifPresent(chunk::setTimeTicks);
    return chunk.build();
  }

  /** Removes the finished parts, and subtracts the rows from the progress. */
  void discard() throws IOException {
    if (rows > 0) {
      progress.add(-rows, -bytes);
    }
    for (Part each : finished) {
      dump.discard(each);
    }
    finished.clear();
  }

  @Override
  public void close() throws IOException {
    part.close();
  }
}
