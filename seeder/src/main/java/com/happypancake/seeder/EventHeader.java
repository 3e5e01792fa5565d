package com.happypancake.seeder;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.WireFormat;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.value.Guids;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of an event's envelope the wire needs; the payload is skipped, not parsed.
 *
 * @param id of the event
 * @param occurredSeconds whole seconds since 1970-01-01T00:00:00Z, rounded down
 * @param country ISO 3166-1 alpha-2
 * @param subject the stream within which order matters
 * @param definition what the schemas say of the event's type
 */
record EventHeader(
    UUID id, long occurredSeconds, String country, String subject, EventDefinition definition) {

  /** Facts have numbers from here on in the envelope's oneof; other fields have lower ones. */
  private static final int FIRST_FACT = 16;

  /**
   * Reads an envelope.
   *
   * @param bytes of one {@code hpc.event.Event}
   * @param catalogue knows the facts
   * @throws IOException if it is none, lacks a field, or holds a fact that is not in the catalogue;
   *     the message tells what, and not where
   */
  static EventHeader parse(byte[] bytes, EventCatalogue catalogue) throws IOException {
    try {
      return new Parser(catalogue).parse(CodedInputStream.newInstance(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("not an event: its bytes are not protobuf's wire format", e);
    } catch (IllegalArgumentException e) {
      throw new IOException("not an event: its id: " + e.getMessage(), e);
    }
  }

  /** Collects the fields of one envelope. */
  private static final class Parser {

    private final EventCatalogue catalogue;
    private @Nullable UUID id;
    private @Nullable Timestamp occurredAt;
    private @Nullable EventDefinition definition;
    private String country = "";
    private String subject = "";

    Parser(EventCatalogue catalogue) {
      this.catalogue = catalogue;
    }

    EventHeader parse(CodedInputStream in) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case Event.ID_FIELD_NUMBER -> id = Guids.fromBytes(in.readBytes());
          case Event.OCCURRED_AT_FIELD_NUMBER ->
              occurredAt = Timestamp.parseFrom(in.readByteArray());
          case Event.COUNTRY_FIELD_NUMBER -> country = in.readStringRequireUtf8();
          case Event.SUBJECT_FIELD_NUMBER -> subject = in.readStringRequireUtf8();
          default -> other(in, tag);
        }
      }
      if (id == null || occurredAt == null || country.isEmpty() || subject.isEmpty()) {
        throw new IOException("not an event: id, occurred_at, country or subject is not set");
      }
      if (definition == null) {
        throw new IOException("not an event: it holds no fact");
      }
      return new EventHeader(id, occurredAt.getSeconds(), country, subject, definition);
    }

    private void other(CodedInputStream in, int tag) throws IOException {
      int number = WireFormat.getTagFieldNumber(tag);
      if (number >= FIRST_FACT) {
        if (definition != null) {
          throw new IOException("not an event: it holds more than one fact");
        }
        definition =
            catalogue
                .byNumber(number)
                .orElseThrow(
                    () ->
                        new IOException(
                            "field "
                                + number
                                + " is no fact that this hpc knows; seed with the hpc that"
                                + " transformed it"));
      }
      in.skipField(tag);
    }
  }
}
