package com.happypancake.inspect.diff;

import com.google.protobuf.ByteString;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.ReadListener;
import com.happypancake.dumps.block.Digests;
import com.happypancake.inspect.diff.DiffSide.DiffRecord;
import com.happypancake.inspect.diff.TableDiff.KeyPartition;
import com.happypancake.inspect.query.ReadProgress;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the records of one side whose keys are in one partition. */
final class DiffSideReader implements Closeable {

  private final DiffSide side;
  private final Optional<RecordKey> keys;
  private final KeyPartition partition;
  private final RecordComparison comparison;
  private final ReadProgress progress;
  private final Iterator<Part> left;
  private @Nullable Part part;
  private @Nullable PartReader reader;

  DiffSideReader(
      DiffSide side, KeyPartition partition, RecordComparison comparison, ReadListener listener) {
    this.side = side;
    this.keys = side.keys();
    this.partition = partition;
    this.comparison = comparison;
    this.progress = new ReadProgress(side.parts(), listener);
    this.left = side.parts().iterator();
  }

  /** Returns the next record; empty at the end. */
  Optional<DiffRecord> next() throws IOException, InterruptedException {
    while (true) {
      PartReader open = reader;
      Part current = part;
      if (open == null || current == null) {
        if (!left.hasNext()) {
          return Optional.empty();
        }
        part = left.next();
        reader = side.dump().read(part);
      } else if (progress.advance(current, open)) {
        String key = keys.isPresent() ? open.key(keys.get()) : digest(open, current);
        if (partition.holds(key)) {
          return Optional.of(record(key, current, open));
        }
      } else {
        close();
      }
    }
  }

  private DiffRecord record(String key, Part current, PartReader open) {
    return new DiffRecord(
        side,
        key,
        current.getPath(),
        open.ordinal(),
        ByteString.copyFrom(open.bytes(), open.offset(), open.length()));
  }

  private String digest(PartReader open, Part current) throws IOException {
    MessageDigest digest = Digests.sha256();
    if (comparison.isOneSchema()) {
      digest.update(open.bytes(), open.offset(), open.length());
    } else {
      String text = comparison.canonical(record("", current, open).parse());
      digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
    return Digests.hex(digest);
  }

  @Override
  public void close() throws IOException {
    PartReader open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }
}
