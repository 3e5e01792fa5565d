package com.happypancake.transformer;

import static com.happypancake.transformer.mapping.LegacyRows.ticks;

import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.legacy.Flirt;
import com.happypancake.schemas.legacy.ProfileVisit;
import com.happypancake.transformer.Transformer.TransformResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;

/** A folder for a dump and one for its events, and rows to transform. */
abstract class TransformFixture {

  static final long HEAP_BYTES = 1L << 30;
  static final String NOON = "2014-01-15T12:00:00";

  @TempDir Path folder;

  Path in() {
    return folder.resolve("dump");
  }

  Path out() {
    return folder.resolve("events");
  }

  Transformation transformation() {
    return builder().build();
  }

  Transformation.Builder builder() {
    return Transformation.builder(in(), out(), DumpFixture.CLOCK, HEAP_BYTES);
  }

  static TransformResult run(Transformation transformation) throws Exception {
    return new Transformer(transformation, event -> {}).run();
  }

  List<Event> events() throws Exception {
    return DumpFixture.read(out(), Event.parser());
  }

  static com.happypancake.schemas.legacy.Message.Builder message(long id, String sentAt) {
    return com.happypancake.schemas.legacy.Message.newBuilder()
        .setMessageId(id)
        .setFromMemberId(17)
        .setToMemberId(4)
        .setBody("hei")
        .setSentAt(ticks(sentAt))
        .setDeletedBySender(false)
        .setDeletedByRecipient(false);
  }

  static Flirt.Builder flirt(int id, String sentAt) {
    return Flirt.newBuilder()
        .setFlirtId(id)
        .setFromMemberId(4)
        .setToMemberId(17)
        .setFlirtType(3)
        .setSentAt(ticks(sentAt));
  }

  static DumpFixture bigDump(int messages) {
    DumpFixture dump = new DumpFixture().members(4, 17);
    for (int i = 0; i < messages; i++) {
      String sent = String.format(Locale.ROOT, "2014-02-%02dT%02d:00:00", i * 7 % 28 + 1, i % 24);
      dump.table("Messages", message(i, sent).setReadAt(ticks("2014-03-02T00:00:00")).build());
    }
    return dump;
  }

  static ProfileVisit visit(int visitor, int visited, String at) {
    return ProfileVisit.newBuilder()
        .setVisitorId(visitor)
        .setVisitedId(visited)
        .setVisitedAt(ticks(at))
        .build();
  }
}
