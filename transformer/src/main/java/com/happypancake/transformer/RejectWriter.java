package com.happypancake.transformer;

import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.block.Closeables;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.ManifestProto;
import com.happypancake.schemas.manifest.Reject;
import com.happypancake.transformer.mapping.Rejection;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes rejects into a separate dump, in the order in which they occur. */
final class RejectWriter implements Closeable {

  private static final String SERIES = "rejects";

  private final DumpWriter dump;
  private PartWriter part;
  private final long rejectsPerPart;

  RejectWriter(Path folder, Transformation transformation) throws IOException {
    this.rejectsPerPart = transformation.eventsPerPart();
    this.dump =
        DumpWriter.create(
            folder,
            List.of(ManifestProto.getDescriptor()),
            transformation.clock(),
            transformation.writing());
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

  void write(String table, String key, Rejection rejection) throws IOException {
    if (part.records() == rejectsPerPart) {
      part.finish();
      part = nextPart();
    }
    part.write(
        Reject.newBuilder()
            .setTable(table)
            .setKey(key)
            .setType(rejection.event().type())
            .setReason(rejection.reason().text())
            .setColumn(rejection.column())
            .setValue(rejection.value())
            .build());
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
