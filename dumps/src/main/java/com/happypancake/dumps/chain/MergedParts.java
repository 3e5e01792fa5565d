package com.happypancake.dumps.chain;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.manifest.Part;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of one table: those of the base, copied or written again, and new ones after
 * them. For one thread.
 */
final class MergedParts implements Closeable {

  /** As an extraction cuts a table unless it is told otherwise. */
  private static final long RECORDS_PER_NEW_PART = 1_000_000;

  private final DumpWriter writer;
  private final Map<String, Integer> numbers;
  private long repairedTexts;
  private @Nullable PartWriter added;
  private long recordsOfAdded;

  /**
   * No parts yet.
   *
   * @param numbers how many parts each series has already; kept
   * @param repairedTexts of all of the deltas' rows; which of them are in the result is not known
   */
  MergedParts(DumpWriter writer, Map<String, Integer> numbers, long repairedTexts) {
    this.writer = writer;
    this.numbers = numbers;
    this.repairedTexts = repairedTexts;
  }

  private String nextPath(String likePath) {
    String series = DumpLayout.series(likePath);
    return DumpLayout.partPath(series, numbers.merge(series, 1, Integer::sum) - 1);
  }

  /**
   * Copies a part of the base as it is, and its index.
   *
   * @throws DamagedDumpException if its file is not the one that the manifest describes
   * @throws IOException if a file cannot be read or written
   */
  void copy(DumpPart part) throws IOException {
    part.reading(
        () -> {
          String path = nextPath(part.part().getPath());
          boolean isIndexRight = part.dump().usableIndex(part.part()).isPresent();
          writer.copy(part.dump(), part.part(), path, isIndexRight);
          return path;
        });
  }

  /** Begins a part in the place of one of the base, which is named alike but for its number. */
  PartWriter rewrite(Part part) throws IOException {
    PartWriter begun = begin(part);
    begun.entry().setRepairedTexts(part.getRepairedTexts() + repairedTexts);
    repairedTexts = 0;
    return begun;
  }

  private PartWriter begin(Part like) throws IOException {
    PartWriter begun = writer.partAt(nextPath(like.getPath()), like.getMessage());
    begun.entry().setTable(like.getTable());
    return begun;
  }

  /**
   * Returns the part that takes the next new row.
   *
   * @param like the base's last part, whose series it continues
   */
  PartWriter addTo(Part like) throws IOException {
    PartWriter open = added;
    if (open != null && recordsOfAdded == RECORDS_PER_NEW_PART) {
      open.finish();
      open.close();
      open = null;
    }
    if (open == null) {
      open = begin(like);
      open.entry().setRepairedTexts(repairedTexts);
      repairedTexts = 0;
      added = open;
      recordsOfAdded = 0;
    }
    recordsOfAdded++;
    return open;
  }

  /** Finishes the last new part, if there is one. */
  void finish() throws IOException {
    PartWriter open = added;
    if (open != null) {
      open.finish();
    }
  }

  @Override
  public void close() throws IOException {
    PartWriter open = added;
    if (open != null) {
      open.close();
    }
  }
}
