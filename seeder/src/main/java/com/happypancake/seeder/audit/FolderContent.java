package com.happypancake.seeder.audit;

import com.happypancake.schemas.manifest.Part;
import com.happypancake.seeder.event.EventBody;
import com.happypancake.seeder.event.EventFolder;
import com.happypancake.seeder.event.EventSource;
import com.happypancake.seeder.event.WireFormat;
import com.happypancake.seeder.event.WireFormat.BodyFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares bodies with a folder's records. It reads the folder once, beside the messages, and keeps
 * hashes of the last million records and their subjects, so that messages may come in another
 * order. Not thread-safe.
 */
final class FolderContent implements EventAudit.Records, Closeable {

  private static final int KEPT = 1 << 20;

  private final EventFolder folder;
  private final long first;
  private final long[] hashes = new long[KEPT];
  private final long[] subjects = new long[KEPT];
  private @Nullable EventSource source;
  private @Nullable FolderContent earlier;
  private @Nullable EventBody encoder;
  private BodyFormat format = BodyFormat.PROTOBUF;
  private long read;

  /** The result of a comparison. */
  enum Comparison {
    SAME,
    ALTERED,
    /** The body is in another format than the first. */
    UNCOMPARED
  }

  /**
   * Creates a comparison.
   *
   * @param folder a checked folder
   * @param first the first ordinal that will be compared, but for late ones
   */
  FolderContent(EventFolder folder, long first) {
    this.folder = folder;
    this.first = first;
    this.read = first - 1;
  }

  /**
   * Compares a body.
   *
   * @param ordinal the ordinal of an event of the folder
   * @throws IOException if the folder can't be read
   */
  @Override
  public Comparison compare(long ordinal, String contentType, byte[] body) throws IOException {
    if (source == null) {
      open(contentType);
    }
    if (!format.contentType().equals(contentType)) {
      return Comparison.UNCOMPARED;
    }
    if (isBehind(ordinal)) {
      return earlier(ordinal).compare(ordinal, contentType, body);
    }
    readTo(ordinal);
    return hashes[index(ordinal)] == Arrival.hash(body) ? Comparison.SAME : Comparison.ALTERED;
  }

  @Override
  public boolean haveSameSubject(long first, long later) throws IOException {
    readTo(later);
    return !isBehind(first) && subjects[index(first)] == subjects[index(later)];
  }

  private boolean isBehind(long ordinal) {
    return ordinal < first || ordinal <= read - KEPT;
  }

  /** Returns a second reader for events that come late, such as those of a repair. */
  private FolderContent earlier(long ordinal) throws IOException {
    FolderContent reader = earlier;
    if (reader == null || reader.isBehind(ordinal) || ordinal > reader.read + KEPT) {
      if (reader != null) {
        reader.close();
      }
      reader = new FolderContent(folder, ordinal);
      earlier = reader;
    }
    return reader;
  }

  private void open(String contentType) throws IOException {
    source = EventSource.open(folder, first);
    format =
        Stream.of(BodyFormat.values())
            .filter(each -> each.contentType().equals(contentType))
            .findFirst()
            .orElse(BodyFormat.PROTOBUF);
    List<Part> parts = folder.dump().parts();
    if (format == BodyFormat.JSON && !parts.isEmpty()) {
      encoder =
          new EventBody(
              WireFormat.of(folder.dump().manifest().getContentDigest()).withBody(format),
              folder.dump().descriptor(parts.get(0)));
    }
  }

  private void readTo(long ordinal) throws IOException {
    EventSource from = source;
    if (from == null) {
      return;
    }
    while (read < ordinal && from.advance()) {
      read++;
      byte[] record = encoder == null ? from.bytes() : encoder.of(from.message());
      hashes[index(read)] = Arrival.hash(record);
      String subject = from.message().envelope().subject();
      subjects[index(read)] = Arrival.hash(subject.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static int index(long ordinal) {
    return (int) (ordinal % KEPT);
  }

  @Override
  public void close() throws IOException {
    if (source != null) {
      source.close();
    }
    if (earlier != null) {
      earlier.close();
    }
  }
}
