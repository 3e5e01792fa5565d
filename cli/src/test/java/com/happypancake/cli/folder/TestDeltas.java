package com.happypancake.cli.folder;

import com.google.protobuf.Message;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Full dumps and deltas for tests. */
final class TestDeltas {

  private TestDeltas() {}

  /**
   * A part to write.
   *
   * @param like a message of the part's type, so that there may be no record
   */
  record TestPart(String table, Rows rows, Message like, List<? extends Message> records) {

    static TestPart rows(String table, Message like, List<? extends Message> records) {
      return new TestPart(table, Rows.ROWS_WHOLE, like, records);
    }

    static TestPart deleted(String table, Message like, List<? extends Message> records) {
      return new TestPart(table, Rows.ROWS_DELETED_KEYS, like, records);
    }
  }

  static Manifest.Builder full() {
    return Manifest.newBuilder()
        .setContent(Content.CONTENT_ROWS)
        .setKind(Kind.KIND_FULL)
        .setCountry("FI")
        .setTimeZone("Europe/Helsinki");
  }

  static Manifest.Builder delta(Dump base) {
    return full()
        .setKind(Kind.KIND_DELTA)
        .setBaseDigest(base.manifest().getContentDigest())
        .setDeletes(Deletes.DELETES_KEYS);
  }

  static Dump write(Path folder, Manifest.Builder manifest, List<TestPart> parts)
      throws IOException {
    try (DumpWriter writer =
        DumpWriter.create(folder, List.of(LegacyProto.getDescriptor()), Clock.systemUTC())) {
      for (TestPart each : parts) {
        boolean whole = each.rows() == Rows.ROWS_WHOLE;
        try (PartWriter part =
            writer.part(
                whole ? each.table() : each.table() + ".deleted",
                each.like().getDescriptorForType().getFullName())) {
          part.entry().setTable("dbo." + each.table()).setRows(each.rows());
          for (Message record : each.records()) {
            part.write(record);
          }
          part.finish();
        }
      }
      writer.finish(manifest);
    }
    return Dump.open(folder);
  }
}
