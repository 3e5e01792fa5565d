package com.happypancake.extractor.rows;

import com.happypancake.database.RowCursor;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.extractor.pace.Throttle;
import com.happypancake.extractor.plan.Chunk;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.plan.TableQueries;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.FinishedChunk;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads chunks on one session. The calling thread fetches rows into batches, and another thread
 * encodes and writes them. A failed read leaves no part.
 */
public final class ChunkReader {

  private final Session session;
  private final TableQueries queries;
  private final DumpWriter dump;
  private final Throttle throttle;
  private final long rowsPerPart;
  private final Optional<Pseudonyms> pseudonyms;

  /** Receives the number of rows and bytes read. Negative numbers undo a failed read. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Adds rows.
     *
     * @param bytes their size in the dump before compression
     */
    void add(long rows, long bytes);
  }

  /**
   * Creates a reader.
   *
   * @param throttle called after each batch
   * @param rowsPerPart the maximum rows of a part of a whole table
   */
  public ChunkReader(
      Session session,
      TableQueries queries,
      DumpWriter dump,
      Throttle throttle,
      long rowsPerPart,
      Optional<Pseudonyms> pseudonyms) {
    this.session = session;
    this.queries = queries;
    this.dump = dump;
    this.throttle = throttle;
    this.rowsPerPart = rowsPerPart;
    this.pseudonyms = pseudonyms;
  }

  /**
   * Reads a chunk.
   *
   * @param filter leaves rows out; empty to write all
   * @return the chunk's parts
   * @throws SourceException if the source fails, or a dump can't hold a value
   * @throws IOException if the disk fails
   */
  public FinishedChunk read(
      TablePlan plan, Chunk chunk, Optional<RowFilter> filter, Progress progress)
      throws SourceException, IOException, InterruptedException {
    LegacyTable table = plan.table();
    String where =
        table.qualifiedName() + (chunk.isWholeTable() ? "" : ": chunk " + chunk.number());
    RowEncoder encoder = new RowEncoder(where, plan, pseudonyms);
    ChunkWriter writer = new ChunkWriter(dump, plan, chunk, encoder, filter, rowsPerPart, progress);
    boolean done = false;
    try (writer) {
      try (BatchWriter batches = BatchWriter.start(encoder.columns(), writer)) {
        fetch(where, plan, chunk, encoder, batches);
        batches.finish();
      }
      FinishedChunk finished = writer.finish(chunk.number());
      done = true;
      return finished;
    } finally {
      if (!done) {
        writer.discard();
      }
    }
  }

  private void fetch(
      String where, TablePlan plan, Chunk chunk, RowEncoder encoder, BatchWriter batches)
      throws SourceException, IOException, InterruptedException {
    // At a low rate, a batch holds a fraction of a second's rows, so that they don't come in
    // bursts.
    long mostRows = throttle.rowsPerBatch(RowBatch.MAX_ROWS);
    long mostBytes = throttle.bytesPerBatch(RowBatch.MANY_BYTES);
    try (RowCursor cursor = session.query(where, queries.rows(plan, chunk), plan.queried())) {
      RowBatch batch = batches.next();
      while (cursor.next()) {
        encoder.fetch(cursor, batch);
        if (batch.isFull() || batch.rows() >= mostRows || batch.bytes() >= mostBytes) {
          handOver(where, batch, batches);
          batch = batches.next();
        }
      }
      handOver(where, batch, batches);
    } catch (SourceException | InterruptedException e) {
      batches.refuseFailed();
      throw e;
    }
  }

  private void handOver(String where, RowBatch batch, BatchWriter batches)
      throws InterruptedException {
    int rows = batch.rows();
    long bytes = batch.bytes();
    batches.write(batch);
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException(where + ": interrupted while reading it");
    }
    if (rows > 0) {
      throttle.read(rows, bytes);
    }
  }

  /** Decides which rows of a chunk are written. One thread calls it. */
  @FunctionalInterface
  public interface RowFilter {

    /**
     * Returns whether a row is left out.
     *
     * @param bytes hold a message of the table's type
     * @param offset of its first byte
     * @param length in bytes
     * @throws IOException if the bytes are no row of the table
     */
    boolean skips(byte[] bytes, int offset, int length) throws IOException;
  }
}
