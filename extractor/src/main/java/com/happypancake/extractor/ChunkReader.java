package com.happypancake.extractor;

import com.happypancake.dumps.DumpWriter;
import com.happypancake.extractor.delta.KnownRows;
import com.happypancake.extractor.pace.Gate;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.extractor.source.RowCursor;
import com.happypancake.extractor.source.Session;
import com.happypancake.extractor.source.SourceException;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads one chunk into its parts. What a failed attempt wrote, and told of, is taken back. */
final class ChunkReader {

  private final Session session;
  private final TableQueries queries;
  private final DumpWriter dump;
  private final Gate gate;
  private final long rowsPerPart;
  private final Optional<Pseudonyms> pseudonyms;

  ChunkReader(
      Session session,
      TableQueries queries,
      DumpWriter dump,
      Gate gate,
      long rowsPerPart,
      Optional<Pseudonyms> pseudonyms) {
    this.pseudonyms = pseudonyms;
    this.session = session;
    this.queries = queries;
    this.dump = dump;
    this.gate = gate;
    this.rowsPerPart = rowsPerPart;
  }

  /**
   * Reads a chunk.
   *
   * @param known rows that are not written, since the base has them
   * @param progress hears of its rows
   * @param finished hears of each part
   * @return what the chunk's parts are
   * @throws SourceException if the source fails
   * @throws IOException if the disk refuses
   * @throws InterruptedException if the thread was interrupted
   */
  FinishedChunk read(
      TablePlan plan,
      Chunk chunk,
      Optional<KnownRows> known,
      TableProgress progress,
      Consumer<Part> finished)
      throws SourceException, IOException, InterruptedException {
    gate.awaitChunk();
    RowEncoder encoder = new RowEncoder(plan, pseudonyms);
    Told told = new Told(plan.table(), progress);
    PartSeries parts = new PartSeries(dump, plan.table(), chunk, known, rowsPerPart);
    boolean done = false;
    try (parts) {
      try (BatchWriter writer = BatchWriter.start(parts::write)) {
        rows(plan, chunk, encoder, writer, told);
        writer.finish();
      }
      FinishedChunk.Builder whole =
          FinishedChunk.newBuilder()
              .setNumber(chunk.number())
              .setSourceRows(told.rows)
              .addAllParts(parts.finish());
      encoder.highMarkTicks().ifPresent(whole::setTimeTicks);
      done = true;
      whole.getPartsList().forEach(finished);
      return whole.build();
    } finally {
      if (!done) {
        told.takeBack();
        parts.discard();
      }
    }
  }

  private void rows(TablePlan plan, Chunk chunk, RowEncoder encoder, BatchWriter writer, Told told)
      throws SourceException, IOException, InterruptedException {
    String where =
        plan.table().qualifiedName() + (chunk.alone() ? "" : ": chunk " + chunk.number());
    // At a low rate a batch is a fraction of a second's rows, so that they don't come in bursts.
    long mostRows = gate.rowsPerBatch(RowBatch.MAX_ROWS);
    long mostBytes = gate.bytesPerBatch(RowBatch.MANY_BYTES);
    try (RowCursor cursor = session.query(where, queries.rows(plan, chunk))) {
      RowBatch batch = writer.next();
      while (cursor.next()) {
        encoder.encode(cursor, batch.encoded());
        batch.endRow();
        if (batch.rows() >= mostRows || batch.length() >= mostBytes) {
          handOver(batch, writer, told);
          batch = writer.next();
        }
      }
      handOver(batch, writer, told);
    } catch (SourceException | InterruptedException e) {
      writer.refuseFailed();
      throw e;
    }
  }

  private static void handOver(RowBatch batch, BatchWriter writer, Told told)
      throws InterruptedException {
    int rows = batch.rows();
    int bytes = batch.length();
    writer.write(batch);
    told.add(rows, bytes);
  }

  /** Tells of rows once they are handed to the writer, and waits for the gate. */
  private final class Told {

    private final LegacyTable table;
    private final TableProgress progress;
    private long rows;
    private long bytes;

    private Told(LegacyTable table, TableProgress progress) {
      this.table = table;
      this.progress = progress;
    }

    private void add(long moreRows, long moreBytes) throws InterruptedException {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException(table.qualifiedName() + ": interrupted while reading it");
      }
      if (moreRows > 0) {
        rows += moreRows;
        bytes += moreBytes;
        progress.add(moreRows, moreBytes);
        gate.read(moreRows, moreBytes);
      }
    }

    private void takeBack() {
      if (rows > 0) {
        progress.add(-rows, -bytes);
      }
    }
  }
}
