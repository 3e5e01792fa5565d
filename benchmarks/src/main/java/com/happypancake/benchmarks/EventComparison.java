package com.happypancake.benchmarks;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.Part;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Compares hpc's events with those of a peer, event by event and byte by byte. */
final class EventComparison {
  private static final int BUFFER_BYTES = 1 << 17;

  private EventComparison() {}

  /**
   * Compares a folder of events with a gzip file of length-prefixed events.
   *
   * @return the number of events
   * @throws IOException if the events differ, with the first difference, or if a file cannot be
   *     read
   */
  static long compare(Dump ours, Path peer) throws IOException {
    long ordinal = 0;
    try (InputStream theirs = openGzip(peer)) {
      for (Part part : ours.parts()) {
        try (PartReader events = ours.read(part)) {
          while (events.advance()) {
            expectEqual(++ordinal, Optional.of(events.record()), next(theirs));
          }
        }
      }
      expectEqual(++ordinal, Optional.empty(), next(theirs));
    }
    return ordinal - 1;
  }

  /** Opens a gzip file with one or more members. */
  static InputStream openGzip(Path file) throws IOException {
    return new BufferedInputStream(
        new GZIPInputStream(Files.newInputStream(file), BUFFER_BYTES), BUFFER_BYTES);
  }

  private static Optional<byte[]> next(InputStream events) throws IOException {
    int first = events.read();
    return first < 0
        ? Optional.empty()
        : Optional.of(events.readNBytes(CodedInputStream.readRawVarint32(first, events)));
  }

  private static void expectEqual(long ordinal, Optional<byte[]> ours, Optional<byte[]> theirs)
      throws IOException {
    if (!Arrays.equals(ours.orElse(null), theirs.orElse(null))) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "event %d differs: hpc has %s, the peer has %s",
              ordinal,
              text(ours),
              text(theirs)));
    }
  }

  private static String text(Optional<byte[]> event) throws InvalidProtocolBufferException {
    return event.isEmpty()
        ? "none"
        : TextFormat.printer().emittingSingleLine(true).printToString(Event.parseFrom(event.get()));
  }
}
