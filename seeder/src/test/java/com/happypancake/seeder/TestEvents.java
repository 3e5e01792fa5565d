package com.happypancake.seeder;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.FlirtSent;
import com.happypancake.schemas.event.MemberRegistered;
import com.happypancake.schemas.event.MessageSent;
import com.happypancake.schemas.event.PhotoLiked;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.Guids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

/** Folders of events, made for a test. */
public final class TestEvents {

  private static final long FIRST_SECOND = 1_393_677_296L;

  private TestEvents() {}

  /** Writes a folder whose parts have the given numbers of events. */
  public static Manifest write(Path folder, int... parts) throws IOException {
    return write(folder, TestEvents::event, parts);
  }

  /** Writes a folder of chat messages with long bodies. */
  public static Manifest writeLong(Path folder, int events, int characters) throws IOException {
    return write(
        folder,
        ordinal -> {
          Event.Builder event = event(ordinal).toBuilder();
          event.getMessageSentBuilder().setMessageId(ordinal).setBody("a".repeat(characters));
          return event.build();
        },
        events);
  }

  private static Manifest write(Path folder, IntFunction<Event> event, int... parts)
      throws IOException {
    try (DumpWriter dump =
        DumpWriter.create(folder, List.of(Event.getDescriptor().getFile()), Clock.systemUTC())) {
      int ordinal = 1;
      for (int events : parts) {
        try (PartWriter part = dump.part("events", Event.getDescriptor().getFullName())) {
          for (int i = 0; i < events; i++) {
            part.write(event.apply(ordinal));
            ordinal++;
          }
          part.finish();
        }
      }
      return dump.finish(
          Manifest.newBuilder()
              .setContent(Content.CONTENT_EVENTS)
              .setKind(Kind.KIND_FULL)
              .setCountry("FI"));
    }
  }

  /** Returns the event at an ordinal; the four types alternate. */
  public static Event event(int ordinal) {
    Event.Builder event =
        Event.newBuilder()
            .setId(ByteString.copyFrom(Guids.toBytes(id(ordinal))))
            .setOccurredAt(
                Timestamp.newBuilder().setSeconds(FIRST_SECOND + ordinal).setNanos(123_400))
            .setCountry("FI")
            .setSubject("FI/member/" + ordinal % 97);
    switch (ordinal % 4) {
      case 0 -> event.setMemberRegistered(MemberRegistered.newBuilder().setMemberId(ordinal));
      case 1 ->
          event
              .setSubject("FI/chat/1-" + ordinal)
              .setMessageSent(
                  MessageSent.newBuilder()
                      .setMessageId(ordinal)
                      .setFromMemberId(ordinal)
                      .setToMemberId(1)
                      .setBody("Hyvää huomenta, mitä kuuluu? ".repeat(1 + ordinal % 8)));
      case 2 -> event.setFlirtSent(FlirtSent.newBuilder().setFlirtId(ordinal).setFlirtType(3));
      default -> event.setPhotoLiked(PhotoLiked.newBuilder().setPhotoId(ordinal).setOwnerId(7));
    }
    return event.build();
  }

  /** Returns the id of the event at an ordinal. */
  public static UUID id(int ordinal) {
    return UUID.nameUUIDFromBytes(("event " + ordinal).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the records of a folder, as stored. */
  public static List<byte[]> records(Path folder) throws IOException {
    Dump dump = Dump.open(folder);
    List<byte[]> records = new ArrayList<>();
    for (Part part : dump.parts()) {
      try (PartReader reader = dump.read(part)) {
        while (reader.advance()) {
          records.add(reader.record());
        }
      }
    }
    return records;
  }
}
