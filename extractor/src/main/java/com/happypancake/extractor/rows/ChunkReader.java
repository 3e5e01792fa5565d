package com.happypancake.extractor.rows;

import com.happypancake.database.RowCursor;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.database.SqlText;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.extractor.pace.Throttle;
import com.happypancake.extractor.plan.Chunk;
import com.happypancake.extractor.plan.TablePlan;
import com.happypancake.extractor.plan.TableQueries;
import com.happypancake.extractor.pseudonym.Pseudonyms;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.FinishedChunk;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.WireRow;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads one chunk into its parts. What a failed attempt wrote, and told of, is taken back. */
public final class ChunkReader {

  private final Session session;
  private final TableQueries queries;
  private final DumpWriter dump;
  private final Throttle throttle;
  private final long rowsPerPart;
  private final Optional<Pseudonyms> pseudonyms;

  public ChunkReader(
      Session session,
      TableQueries queries,
      DumpWriter dump,
      Throttle throttle,
      long rowsPerPart,
      Optional<Pseudonyms> pseudonyms) {
    this.pseudonyms = pseudonyms;
    this.session = session;
    this.queries = queries;
    this.dump = dump;
    this.throttle = throttle;
    this.rowsPerPart = rowsPerPart;
  }

  /**
   * Reads a chunk.
   *
   * @param filter leaves rows out; empty to write all
   * @param progress hears of its rows
   * @param finished hears of each part
   * @return what the chunk's parts are
   * @throws SourceException if the source fails
   * @throws IOException if the disk refuses
   * @throws InterruptedException if the thread was interrupted
   */
  public FinishedChunk read(
      TablePlan plan,
      Chunk chunk,
      Optional<RowFilter> filter,
      TableProgress progress,
      Consumer<Part> finished)
      throws SourceException, IOException, InterruptedException {
    throttle.awaitChunk();
    LegacyTable table = plan.table();
    String where = table.qualifiedName() + (chunk.alone() ? "" : ": chunk " + chunk.number());
    RowEncoder encoder = new RowEncoder(where, plan, pseudonyms);
    PartSeries parts = new PartSeries(dump, table, chunk, filter, rowsPerPart);
    Written written = new Written(encoder, parts, progress);
    boolean done = false;
    try (parts) {
      try (BatchWriter writer = BatchWriter.start(encoder.columns(), written)) {
        fetch(where, queries.rows(plan, chunk), encoder, writer);
        writer.finish();
      }
      FinishedChunk.Builder whole =
          FinishedChunk.newBuilder()
              .setNumber(chunk.number())
              .setSourceRows(written.rows)
              .addAllParts(parts.finish());
      encoder.highMarkTicks().ifPresent(whole::setTimeTicks);
      done = true;
      whole.getPartsList().forEach(finished);
      return whole.build();
    } finally {
      if (!done) {
        written.takeBack();
        parts.discard();
      }
    }
  }

  private void fetch(String where, SqlText sql, RowEncoder encoder, BatchWriter writer)
      throws SourceException, IOException, InterruptedException {
    // At a low rate a batch is a fraction of a second's rows, so that they don't come in bursts.
    long mostRows = throttle.rowsPerBatch(RowBatch.MAX_ROWS);
    long mostBytes = throttle.bytesPerBatch(RowBatch.MANY_BYTES);
    try (RowCursor cursor = session.query(where, sql)) {
      RowBatch batch = writer.next();
      while (cursor.next()) {
        encoder.fetch(cursor, batch);
        if (batch.isFull() || batch.rows() >= mostRows || batch.bytes() >= mostBytes) {
          handOver(where, batch, writer);
          batch = writer.next();
        }
      }
      handOver(where, batch, writer);
    } catch (SourceException | InterruptedException e) {
      writer.refuseFailed();
      throw e;
    }
  }

  private void handOver(String where, RowBatch batch, BatchWriter writer)
      throws InterruptedException {
    int rows = batch.rows();
    long bytes = batch.bytes();
    writer.write(batch);
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException(where + ": interrupted while reading it");
    }
    if (rows > 0) {
      throttle.read(rows, bytes);
    }
  }

  /** Encodes batches, writes their rows, and tells of them. For the thread that writes. */
  private static final class Written implements BatchWriter.Sink {

    private final RowEncoder encoder;
    private final PartSeries parts;
    private final TableProgress progress;
    private long rows;
    private long bytes;
    private long repairedTexts;

    private Written(RowEncoder encoder, PartSeries parts, TableProgress progress) {
      this.encoder = encoder;
      this.parts = parts;
      this.progress = progress;
    }

    @Override
    public void write(RowBatch batch) throws SourceException, IOException {
      long bytesBefore = bytes;
      for (int i = 0; i < batch.rows(); i++) {
        WireRow row = encoder.encode(batch, i);
        parts.write(row, row.repairedTexts() - repairedTexts);
        repairedTexts = row.repairedTexts();
        bytes += row.length();
      }
      if (batch.rows() > 0) {
        rows += batch.rows();
        progress.add(batch.rows(), bytes - bytesBefore);
      }
    }

    private void takeBack() {
      if (rows > 0) {
        progress.add(-rows, -bytes);
      }
    }
  }
}
