package com.happypancake.cli.folder.diff;

import com.google.protobuf.ByteString;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.block.Digests;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.RecordKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the records of one side whose keys are of one class. */
final class SideReader implements Closeable {

  private final Side side;
  private final Optional<RecordKey> keys;
  private final KeyClass keyClass;
  private final Comparison comparison;
  private final boolean isBefore;
  private final TableDiff.Advance advance;
  private final Iterator<Part> left;
  private @Nullable Part part;
  private @Nullable PartReader reader;

  SideReader(
      Side side,
      Collection<Part> parts,
      KeyClass keyClass,
      Comparison comparison,
      boolean isBefore,
      TableDiff.Advance advance) {
    this.side = side;
    this.keys = side.keys();
    this.keyClass = keyClass;
    this.comparison = comparison;
    this.isBefore = isBefore;
    this.advance = advance;
    this.left = parts.iterator();
  }

  /** Returns the next record; empty at the end. */
  Optional<DiffRecord> next() throws IOException, InterruptedException {
    while (true) {
      PartReader current = reader;
      Part now = part;
      if (current == null || now == null) {
        if (!left.hasNext()) {
          return Optional.empty();
        }
        part = left.next();
        reader = side.dump().read(part);
      } else if (advance.next(isBefore, now, current)) {
        String key = key(current, now);
        if (keyClass.holds(key)) {
          return Optional.of(record(key, now, current));
        }
      } else {
        close();
      }
    }
  }

  private static DiffRecord record(String key, Part part, PartReader reader) {
    return new DiffRecord(
        key,
        new DiffRecord.Place(part.getPath(), reader.ordinal()),
        ByteString.copyFrom(reader.bytes(), reader.offset(), reader.length()));
  }

  private String key(PartReader current, Part now) throws IOException {
    if (keys.isPresent()) {
      return current.key(keys.get());
    }
    MessageDigest digest = Digests.sha256();
    if (comparison.isOneSchema()) {
      digest.update(current.bytes(), current.offset(), current.length());
    } else {
      String text = comparison.canonical(side.parse(record("", now, current)), isBefore);
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
