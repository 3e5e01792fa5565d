package com.happypancake.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.legacy.Message;
import com.happypancake.schemas.manifest.Manifest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A delta of few messages, after a full dump of 40,000 with the numbers 0 to 39,999. */
class ChangedRowsTest extends TransformFixture {

  private static final Instant LATER = Instant.parse("2020-01-01T00:00:00Z");
  private static final int NEW_MEMBER = 99;

  private Path base() {
    return folder.resolve("base");
  }

  private Path part() {
    return base().resolve("Messages/part-00000.pb.gz");
  }

  private static DumpFixture base(boolean isInKeyOrder) {
    DumpFixture base = bigDump(20_000);
    base.table("Messages", message(20_000, NOON).setToMemberId(NEW_MEMBER).build());
    for (int i = 20_001; i < 40_000; i++) {
      base.table("Messages", message(i, NOON).build());
    }
    return isInKeyOrder ? base.inKeyOrder() : base;
  }

  private static DumpFixture delta(Manifest base) {
    DumpFixture delta = new DumpFixture().follows(base, LATER);
    for (int id : List.of(50_000, 39_999, 0, 5, 255, 256, 21_000)) {
      delta.table("Messages", message(id, NOON).setBody("moi").build());
    }
    return delta
        .deleted("Messages", Message.newBuilder().setMessageId(12_345).build())
        .deleted("Messages", Message.newBuilder().setMessageId(-1).build());
  }

  private List<Event> events(String out) throws Exception {
    Path events = folder.resolve(out);
    run(
        Transformation.builder(in(), events, DumpFixture.CLOCK, HEAP_BYTES)
            .base(List.of(base()))
            .build());
    return DumpFixture.read(events, Event.parser());
  }

  private void damage(double at) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(part().toFile(), "rw")) {
      file.seek((long) (file.length() * at));
      int value = file.read();
      file.seek((long) (file.length() * at));
      file.write(value ^ 1);
    }
  }

  @Test
  void onlyTheBlocksThatMayHoldAKeyAreReadAndTheEventsAreThoseOfAPass() throws Exception {
    delta(base(true).write(base())).write(in());
    List<Event> expected = events("by index");
    assertThat(expected).hasSizeGreaterThan(7);
    Path index = base().resolve("Messages/part-00000.index.pb.gz");
    byte[] bytes = Files.readAllBytes(index);
    Files.delete(index);
    assertThat(events("without index")).isEqualTo(expected);
    damage(0.8);
    assertThatExceptionOfType(DamagedDumpException.class).isThrownBy(() -> events("pass"));
    Files.write(index, bytes);
    assertThat(events("by index, and damaged elsewhere")).isEqualTo(expected);
    damage(0.001);
    assertThatExceptionOfType(DamagedDumpException.class).isThrownBy(() -> events("damaged"));
  }

  /** The second one is the first row behind an entry of the index. */
  @Test
  void aRowThatTheBaseHoldsTwiceIsFoundOnBothSidesOfAnEntry() throws Exception {
    DumpFixture base = bigDump(256).table("Messages", message(255, NOON).build());
    for (int i = 256; i < 40_000; i++) {
      base.table("Messages", message(i, NOON).build());
    }
    new DumpFixture()
        .follows(base.inKeyOrder().write(base()), LATER)
        .table("Messages", message(255, NOON).setBody("moi").build())
        .write(in());
    assertThatExceptionOfType(RefusedDumpException.class)
        .isThrownBy(() -> events("events"))
        .withMessageContaining("holds the row Messages 255 twice");
  }

  @Test
  void aPartWhoseOrderIsUnknownIsReadWhole() throws Exception {
    delta(base(false).write(base())).write(in());
    damage(0.8);
    assertThatExceptionOfType(DamagedDumpException.class).isThrownBy(() -> events("events"));
  }

  @Test
  void aPartInWhichMostBlocksMayHoldAKeyIsReadWhole() throws Exception {
    DumpFixture delta = delta(base(true).write(base()));
    for (int id = 100; id < 40_000; id += 999) {
      delta.table("Messages", message(id, NOON).setBody("moi").build());
    }
    delta.write(in());
    damage(0.8);
    assertThatExceptionOfType(DamagedDumpException.class).isThrownBy(() -> events("events"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowsThatNameANewMemberAreFoundInAnyOrder(boolean isInKeyOrder) throws Exception {
    Manifest base = base(isInKeyOrder).write(base());
    delta(base).write(in());
    List<Event> before = events("without the member");
    delta(base)
        .table("Members", DumpFixture.member(NEW_MEMBER).build())
        .write(folder.resolve("in"));
    run(
        Transformation.builder(folder.resolve("in"), out(), DumpFixture.CLOCK, HEAP_BYTES)
            .base(List.of(base()))
            .build());
    assertThat(events())
        .filteredOn(event -> !before.contains(event))
        .extracting(Event::getFactCase)
        .containsExactlyInAnyOrder(Event.FactCase.MEMBER_REGISTERED, Event.FactCase.MESSAGE_SENT);
  }
}
