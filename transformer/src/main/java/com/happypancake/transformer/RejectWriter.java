package com.happypancake.transformer;

import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.block.Closeables;
import com.happypancake.dumps.block.Workers;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.ManifestProto;
import com.happypancake.schemas.manifest.Reject;
import com.happypancake.transformer.event.RejectSink;
import com.happypancake.transformer.sort.KeyRange;
import com.happypancake.transformer.sort.SortCursor;
import com.happypancake.transformer.sort.SortedRecords;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes rejects into a dump of their own, in the order of the rows. */
final class RejectWriter implements Closeable {

  private static final String SERIES = "rejects";

  private final DumpWriter dump;
  private PartWriter part;
  private final long rejectsPerPart;

  RejectWriter(Path folder, Transformation transformation, Workers workers) throws IOException {
    this.rejectsPerPart = transformation.eventsPerPart();
    this.dump =
        DumpWriter.create(
            folder,
            List.of(ManifestProto.getDescriptor()),
            transformation.clock(),
            transformation.writing(),
            workers);
    try {
      this.part = nextPart();
    } catch (IOException | RuntimeException e) {
      Closeables.closeAfter(e, dump);
      throw e;
    }
  }

  private PartWriter nextPart() throws IOException {
    return dump.part(SERIES, Reject.getDescriptor().getFullName());
  }

  /** Writes the rejects among sorted records, which are messages of the type {@link Reject}. */
  void write(SortedRecords sorted) throws IOException {
    for (KeyRange range : sorted.ranges(RejectSink.KEYS)) {
      try (SortCursor cursor = sorted.open(range)) {
        while (cursor.advance()) {
          if (part.records() == rejectsPerPart) {
            part.finish();
            part = nextPart();
          }
          part.write(cursor.bytes(), cursor.payloadOffset(), cursor.payloadLength());
        }
      }
    }
  }

  Manifest finish(Manifest.Builder manifest) throws IOException {
    part.finish();
    return dump.finish(manifest);
  }

  @Override
  public void close() throws IOException {
    Closeables.closeAll(part, dump);
  }
}
