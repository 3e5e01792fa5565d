package com.happypancake.schemas.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.FlirtSent;
import com.happypancake.schemas.event.MessageSent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EventEnvelopeTest {

  private static final int UNKNOWN_FIELD = 9;
  private static final UUID ID = new UUID(1, 2);
  private static final Event WHOLE =
      Event.newBuilder()
          .setId(ByteString.copyFrom(Guids.toBytes(ID)))
          .setOccurredAt(Timestamp.newBuilder().setSeconds(-2).setNanos(1_234_567_00))
          .setCountry("FI")
          .setSubject("FI/member/17")
          .setFlirtSent(FlirtSent.newBuilder().setFlirtId(17))
          .build();

  private static EventEnvelope parse(byte[] event) throws InvalidProtocolBufferException {
    return EventEnvelope.parse(event, 0, event.length);
  }

  private static EventEnvelope parse(Event.Builder event) throws InvalidProtocolBufferException {
    return parse(event.build().toByteArray());
  }

  /** One to three fields of an event, in wire format. */
  @Provide
  Arbitrary<byte[]> fields() {
    Arbitrary<ByteString> id =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(20).map(ByteString::copyFrom);
    // Neither is 0, so that a later time overwrites an earlier one whole.
    Arbitrary<Timestamp> time =
        Combinators.combine(
                Arbitraries.longs().between(-62_135_596_800L, 253_402_300_799L),
                Arbitraries.integers().between(1, 999_999_999))
            .as(
                (seconds, nanos) ->
                    Timestamp.newBuilder().setSeconds(seconds == 0 ? 1 : seconds).setNanos(nanos))
            .map(Timestamp.Builder::build);
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(20);
    Arbitrary<UnknownFieldSet.Field> unknown =
        Combinators.combine(Arbitraries.longs(), Arbitraries.integers(), text)
            .as(
                (number, bits, content) ->
                    UnknownFieldSet.Field.newBuilder()
                        .addVarint(number)
                        .addFixed32(bits)
                        .addFixed64(number)
                        .addLengthDelimited(ByteString.copyFromUtf8(content))
                        .addGroup(
                            UnknownFieldSet.newBuilder()
                                .addField(
                                    Event.ID_FIELD_NUMBER,
                                    UnknownFieldSet.Field.newBuilder().addVarint(bits).build())
                                .build())
                        .build());
    return Arbitraries.oneOf(
            id.map(value -> Event.newBuilder().setId(value)),
            time.map(value -> Event.newBuilder().setOccurredAt(value)),
            text.map(value -> Event.newBuilder().setCountry(value)),
            text.map(value -> Event.newBuilder().setSubject(value)),
            text.map(
                value ->
                    Event.newBuilder().setMessageSent(MessageSent.newBuilder().setBody(value))),
            Arbitraries.integers()
                .map(
                    value ->
                        Event.newBuilder().setFlirtSent(FlirtSent.newBuilder().setFlirtId(value))),
            unknown.map(
                value ->
                    Event.newBuilder()
                        .setUnknownFields(
                            UnknownFieldSet.newBuilder().addField(UNKNOWN_FIELD, value).build())))
        .map(event -> event.build().toByteArray());
  }

  @Provide
  Arbitrary<byte[]> events() {
    return fields().list().ofMaxSize(12).map(EventEnvelopeTest::concatenation);
  }

  private static byte[] concatenation(List<byte[]> fields) {
    ByteString all = ByteString.EMPTY;
    for (byte[] field : fields) {
      all = all.concat(ByteString.copyFrom(field));
    }
    return all.toByteArray();
  }

  @Property(tries = 200)
  void itReadsWhatTheGeneratedClassReads(
      @ForAll("events") byte[] event, @ForAll byte before, @ForAll byte after) throws Exception {
    byte[] wider = new byte[event.length + 2];
    wider[0] = before;
    wider[wider.length - 1] = after;
    System.arraycopy(event, 0, wider, 1, event.length);
    EventEnvelope envelope = EventEnvelope.parse(wider, 1, event.length);
    Event parsed = Event.parseFrom(event);
    assertThat(envelope.time())
        .isEqualTo(
            Instant.ofEpochSecond(
                parsed.getOccurredAt().getSeconds(), parsed.getOccurredAt().getNanos()));
    assertThat(envelope.country()).isEqualTo(parsed.getCountry());
    assertThat(envelope.subject()).isEqualTo(parsed.getSubject());
    assertThat(envelope.fact().orElse(0)).isEqualTo(parsed.getFactCase().getNumber());
    assertThat(envelope.idText().replace("-", ""))
        .isEqualTo(HexFormat.of().formatHex(parsed.getId().toByteArray()));
    if (parsed.getId().size() == Guids.BYTES) {
      assertThat(envelope.id()).isEqualTo(Guids.fromBytes(parsed.getId()));
    }
  }

  @Property(tries = 200)
  void itReadsAllThatTheGeneratedClassReads(
      @ForAll("events") byte[] event, @ForAll int place, @ForAll byte value) throws Exception {
    byte[] damaged = event.clone();
    if (event.length > 0) {
      damaged[Math.floorMod(place, damaged.length)] = value;
    }
    Event parsed;
    try {
      parsed = Event.parseFrom(damaged);
    } catch (InvalidProtocolBufferException e) {
      // The payload is not read, so damage within it is not found.
      return;
    }
    EventEnvelope envelope = parse(damaged);
    assertThat(envelope.country()).isEqualTo(parsed.getCountry());
    assertThat(envelope.subject()).isEqualTo(parsed.getSubject());
  }

  @Test
  void everyCutOfAnEventIsRefusedOrIncomplete() {
    byte[] whole = WHOLE.toByteArray();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> parse(cut).checkComplete())
          .isInstanceOf(InvalidProtocolBufferException.class);
    }
  }

  @Test
  void aWholeEventIsComplete() throws Exception {
    EventEnvelope envelope = parse(WHOLE.toByteArray());
    envelope.checkComplete();
    assertThat(envelope.id()).isEqualTo(ID);
    assertThat(envelope.idText()).isEqualTo(ID.toString());
    assertThat(envelope.time()).isEqualTo(Instant.parse("1969-12-31T23:59:58.123456700Z"));
    assertThat(envelope.timeText()).isEqualTo("1969-12-31T23:59:58.1234567Z");
    assertThat(envelope.fact()).hasValue(Event.FLIRT_SENT_FIELD_NUMBER);
  }

  @Test
  void anEventThatLacksAFieldIsNotComplete() throws Exception {
    List<Event.Builder> lacking =
        List.of(
            WHOLE.toBuilder().clearId(),
            WHOLE.toBuilder().clearOccurredAt(),
            WHOLE.toBuilder().clearCountry(),
            WHOLE.toBuilder().clearSubject(),
            WHOLE.toBuilder().clearFact());
    for (Event.Builder event : lacking) {
      EventEnvelope envelope = parse(event);
      assertThatThrownBy(envelope::checkComplete)
          .isInstanceOf(InvalidProtocolBufferException.class);
    }
  }

  @Test
  void anEventOfTwoFactsIsNotComplete() throws Exception {
    List<byte[]> both = new ArrayList<>();
    both.add(WHOLE.toByteArray());
    both.add(
        Event.newBuilder().setMessageSent(MessageSent.getDefaultInstance()).build().toByteArray());
    EventEnvelope envelope = parse(concatenation(both));
    assertThat(envelope.fact()).hasValue(Event.MESSAGE_SENT_FIELD_NUMBER);
    assertThatThrownBy(envelope::checkComplete).hasMessage("it holds more than one fact");
  }

  @Test
  void anIdOfAnotherLengthIsHexadecimalText() throws Exception {
    EventEnvelope envelope =
        parse(WHOLE.toBuilder().setId(ByteString.copyFrom(new byte[] {1, (byte) 0xAB})));
    assertThat(envelope.idText()).isEqualTo("01ab");
    assertThatThrownBy(envelope::id).hasMessage("its id has 2 bytes, not 16 bytes");
  }

  @Test
  void aTimeThatNoCalendarHasIsRefused() throws Exception {
    EventEnvelope envelope =
        parse(Event.newBuilder().setOccurredAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)));
    assertThatThrownBy(envelope::time).hasMessage("an instant that no calendar has");
    assertThatThrownBy(envelope::timeText).hasMessage("an instant that no calendar has");
  }

  @Test
  void textThatIsNotUtf8IsRefusedWhenItIsAskedFor() throws Exception {
    byte[] event = WHOLE.toByteArray();
    int country = new String(event, StandardCharsets.ISO_8859_1).indexOf("FI");
    event[country] = (byte) 0xFF;
    EventEnvelope envelope = parse(event);
    assertThat(envelope.subject()).isEqualTo("FI/member/17");
    assertThatThrownBy(envelope::country).isInstanceOf(InvalidProtocolBufferException.class);
  }

  @Test
  void theReplacementCharacterIsText() throws Exception {
    assertThat(parse(Event.newBuilder().setSubject("\uFFFD")).subject()).isEqualTo("\uFFFD");
  }

  @Test
  void allFactsHaveNumbersFromTheFirstOn() {
    assertThat(Event.getDescriptor().getFields())
        .allSatisfy(
            field ->
                assertThat(field.getNumber() >= EventEnvelope.FIRST_FACT)
                    .isEqualTo(field.getContainingOneof() != null));
  }
}
