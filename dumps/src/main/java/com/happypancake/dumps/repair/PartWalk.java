package com.happypancake.dumps.repair;

import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.block.Bgzf;
import com.happypancake.dumps.block.BlockException;
import com.happypancake.dumps.block.BlockFile;
import com.happypancake.dumps.block.FramedRecord;
import com.happypancake.dumps.block.VirtualOffset;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A walk over a part's file that survives damage. It reports each complete record and each damage
 * in the file's order.
 *
 * <p>After a damage, a block may begin inside a long record. A block counts as the beginning of a
 * record only in these cases: the block before it is not full, so a record ends there (FORMAT.md,
 * 2.2); the index has a record there; the block holds only records of the part's message; or it
 * begins a record that ends where a block ends. An instance makes one walk. Not thread-safe.
 */
final class PartWalk {

  /** The number of damages after which the walk ends. */
  static final int MAX_DAMAGES = 10_000;

  /** Receives the findings of a walk. */
  interface Sink {
    /** Receives a record, which is valid only during the call. */
    void record(FramedRecord record) throws IOException;

    /** Returns whether all records were found. Then everything after an empty block is foreign. */
    default boolean isWhole() {
      return false;
    }

    /** Receives a damage. Records may be lost between the record before it and the one after it. */
    void damage(VirtualOffset at, String what) throws IOException;
  }

  private final BlockFile file;
  private final long longest;
  private final RecordMatcher matcher;
  private final Sink sink;
  private Optional<FramedRecord> open = Optional.empty();

  /** Whether the open record is only assumed to be one. */
  private boolean openIsGuess;

  /** Whether the next block begins a record. */
  private boolean beginsRecord = true;

  private int damages;

  /** Creates a walk. No record is longer than the part's content in the manifest. */
  PartWalk(BlockFile file, long contentBytes, RecordMatcher matcher, Sink sink) {
    this.file = file;
    this.longest = Math.min(contentBytes, PartWriter.MAX_RECORD_BYTES);
    this.matcher = matcher;
    this.sink = sink;
  }

  /** Walks from the file's start to its terminator or its end. */
  void run() throws IOException {
    long at = 0;
    while (damages < MAX_DAMAGES) {
      if (at >= file.size()) {
        damage(new VirtualOffset(at, 0), "the file ends without the terminator block: it was cut");
        return;
      }
      try {
        int length = file.inflate(at);
        long next = at + file.size(at);
        if (length > 0) {
          frame(at, length);
        } else if (!sink.isWhole() && goesOn(next)) {
          emptyInside(at, next);
        } else {
          end(at, next);
          return;
        }
        at = next;
      } catch (BlockException e) {
        damage(new VirtualOffset(at, 0), e.what());
        at = file.next(at);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted");
      }
    }
    damage(
        new VirtualOffset(at, 0),
        "there are more than " + MAX_DAMAGES + " damages; the rest of the file was not looked at");
  }

  /** Returns whether another block follows or may follow. */
  private boolean goesOn(long next) throws IOException {
    if (next >= file.size()) {
      return false;
    }
    try {
      file.inflate(next);
      return true;
    } catch (BlockException e) {
      return file.next(next) < file.size();
    }
  }

  /** Reports an empty block, at which readers would stop. Only an open record is lost. */
  private void emptyInside(long at, long next) throws IOException {
    VirtualOffset place = new VirtualOffset(at, 0);
    String what =
        String.format(
            Locale.ROOT,
            "an empty block, as the terminator is, and the file goes on for %d bytes",
            file.size() - next);
    if (open.isPresent()) {
      damage(place, what);
    } else {
      damages++;
      sink.damage(place, what);
    }
  }

  private void end(long at, long next) throws IOException {
    if (open.isPresent()) {
      FramedRecord record = open.get();
      damage(
          record.at(),
          String.format(
              Locale.ROOT,
              "the part ends after %d of the record's %d bytes",
              record.filled(),
              record.length()));
    }
    if (next < file.size()) {
      damage(
          new VirtualOffset(next, 0),
          String.format(
              Locale.ROOT,
              "the file goes on after its terminator block, for %d bytes",
              file.size() - next));
    } else if (!file.endsWithTerminator(at)) {
      damage(new VirtualOffset(at, 0), "an empty block that is not the terminator");
    }
  }

  private void damage(VirtualOffset at, String what) throws IOException {
    damages++;
    open = Optional.empty();
    openIsGuess = false;
    beginsRecord = false;
    sink.damage(at, what);
  }

  private void frame(long block, int length) throws IOException {
    OptionalInt start = open.isPresent() || beginsRecord ? OptionalInt.of(0) : start(block, length);
    if (start.isPresent()) {
      beginsRecord = true;
      frame(block, start.getAsInt(), length);
    }
    beginsRecord = open.isEmpty() && (beginsRecord || length < Bgzf.MAX_CONTENT_BYTES);
  }

  private void frame(long block, int from, int length) throws IOException {
    byte[] content = file.content();
    int at = from;
    while (at < length) {
      if (open.isEmpty()) {
        VirtualOffset place = new VirtualOffset(block, at);
        try {
          open = Optional.of(FramedRecord.begin(place, content, length, longest));
        } catch (BlockException e) {
          damage(place, e.what());
          return;
        }
        at = open.get().messageOffset();
      }
      FramedRecord record = open.get();
      at = record.take(content, at, length);
      if (record.isWhole()) {
        open = Optional.empty();
        if (openIsGuess && !matcher.isMessage(record)) {
          openIsGuess = false;
          beginsRecord = false;
          return;
        }
        openIsGuess = false;
        sink.record(record);
      }
    }
  }

  /** Returns the offset of a record in a block after a damage, if it is certain enough. */
  private OptionalInt start(long block, int length) throws IOException {
    OptionalInt anchor = matcher.firstIn(block);
    if (anchor.equals(OptionalInt.of(0))) {
      return anchor;
    }
    if (holdsRecords(block, length)) {
      return OptionalInt.of(0);
    }
    openIsGuess = beginsLongRecord(block, length);
    return openIsGuess ? OptionalInt.of(0) : anchor;
  }

  private boolean holdsRecords(long block, int length) {
    byte[] content = file.content();
    int at = 0;
    while (at < length) {
      try {
        FramedRecord record =
            FramedRecord.begin(new VirtualOffset(block, at), content, length, longest);
        at = record.take(content, record.messageOffset(), length);
        if (!record.isWhole() || !matcher.isMessage(record)) {
          return false;
        }
      } catch (BlockException e) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a record that begins the block would fill full blocks and end the last one. */
  private boolean beginsLongRecord(long block, int length) throws IOException {
    try {
      FramedRecord record =
          FramedRecord.begin(new VirtualOffset(block, 0), file.content(), length, longest);
      long left = record.streamBytes() - length;
      if (left <= 0 || length != Bgzf.MAX_CONTENT_BYTES) {
        return false;
      }
      long next = block + file.size(block);
      while (left > 0) {
        if (file.contentBytes(next) != Math.min(left, Bgzf.MAX_CONTENT_BYTES)) {
          return false;
        }
        left -= Math.min(left, Bgzf.MAX_CONTENT_BYTES);
        next += file.size(next);
      }
      return true;
    } catch (BlockException e) {
      return false;
    }
  }
}
