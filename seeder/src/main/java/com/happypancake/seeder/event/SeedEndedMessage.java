package com.happypancake.seeder.event;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.SeedEnded;
import com.happypancake.schemas.event.SeedEnded.TypeCount;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.value.Guids;
import com.happypancake.schemas.value.WallClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * Makes the event {@code seed-ended}, which the seeder publishes after all events of a folder. The
 * same folder always has the same one.
 */
public final class SeedEndedMessage {

  /** The event's type. */
  public static final String TYPE = "seed-ended";

  /** The namespace of all events' ids, as in the transform. */
  private static final UUID NAMESPACE = UUID.fromString("0f58daad-7815-5295-8519-815457e63376");

  private SeedEndedMessage() {}

  /**
   * Returns a folder's message. Its ordinal is the one after the folder's last event. Its time is
   * that of the source at the extraction or, if the folder does not know it, that of the last
   * event. Its id is the UUID of version 5 for {@code
   * <country>/seed/<digest>/seed-ended/1970-01-01T00:00:00.0000000}.
   *
   * @param manifest the manifest of a folder of events
   * @throws InvalidProtocolBufferException if the manifest lacks the country
   */
  public static EventMessage of(Manifest manifest, EventCatalogue catalogue)
      throws InvalidProtocolBufferException {
    SeedEnded.Builder ended =
        SeedEnded.newBuilder()
            .setEventsDigest(manifest.getContentDigest())
            .setFollowsDigest(manifest.getFollowsDigest())
            .setChainPosition(manifest.getChainPosition());
    manifest
        .getEvents()
        .getByTypeList()
        .forEach(
            count ->
                ended.addCounts(
                    TypeCount.newBuilder().setType(count.getType()).setEvents(count.getEvents())));
    EventDefinition type = catalogue.byNumber(Event.SEED_ENDED_FIELD_NUMBER).orElseThrow();
    Event event =
        Event.newBuilder()
            .setId(ByteString.copyFrom(id(manifest, type)))
            .setOccurredAt(time(manifest))
            .setCountry(manifest.getCountry())
            .setSubject(type.subject(manifest.getCountry(), ended))
            .setSeedEnded(ended)
            .build();
    long last = manifest.getPartsList().stream().mapToLong(Part::getRecords).sum();
    return EventMessage.of(last + 1, event.toByteArray(), catalogue);
  }

  private static byte[] id(Manifest manifest, EventDefinition type) {
    String name =
        String.join(
            "/",
            manifest.getCountry(),
            "seed",
            manifest.getContentDigest(),
            type.type(),
            WallClock.toText(0));
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(Guids.toBytes(NAMESPACE));
      ByteBuffer id =
          ByteBuffer.wrap(
              Arrays.copyOf(sha1.digest(name.getBytes(StandardCharsets.UTF_8)), Guids.BYTES));
      return id.put(6, (byte) ((id.get(6) & 0x0F) | 0x50))
          .put(8, (byte) ((id.get(8) & 0x3F) | 0x80))
          .array();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private static Timestamp time(Manifest manifest) {
    if (manifest.hasSourceTime()) {
      return manifest.getSourceTime();
    }
    return manifest.getPartsList().stream()
        .filter(Part::hasKeyRange)
        .reduce((first, second) -> second)
        .map(part -> Instant.parse(part.getKeyRange().getLast()))
        .map(
            last ->
                Timestamp.newBuilder()
                    .setSeconds(last.getEpochSecond())
                    .setNanos(last.getNano())
                    .build())
        .orElse(Timestamp.getDefaultInstance());
  }
}
