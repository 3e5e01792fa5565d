package com.happypancake.benchmarks;

import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.legacy.Message;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Our side of writing: the records of a raw file as a dump of one part. */
final class WriteDump {

  private WriteDump() {}

  /**
   * Writes a dump as a process of its own.
   *
   * @param arguments the raw file, and the dump's folder, which must not exist
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  static void write(Path raw, Path folder) throws IOException {
    try (DumpWriter dump =
        DumpWriter.create(folder, List.of(LegacyProto.getDescriptor()), Clock.systemUTC())) {
      try (RawReader reader = new RawReader(raw);
          PartWriter part = dump.part("Messages", Message.getDescriptor().getFullName())) {
        part.entry().setTable("dbo.Messages");
        while (reader.advance()) {
          part.write(reader.bytes(), reader.offset(), reader.length());
        }
        part.finish();
      }
      dump.finish(Manifest.newBuilder().setContent(Content.CONTENT_ROWS));
    }
  }
}
