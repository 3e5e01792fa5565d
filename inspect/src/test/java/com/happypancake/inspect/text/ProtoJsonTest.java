package com.happypancake.inspect.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.Gender;
import com.happypancake.schemas.event.MemberRegistered;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Mark;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import com.happypancake.schemas.types.Date;
import com.happypancake.schemas.types.OffsetTime;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProtoJsonTest {

  static Stream<Message> messages() {
    return Stream.of(
        Member.newBuilder()
            .setMemberId(-1)
            .setNickname("<Å>\u0007\u2028\"\\")
            .setPasswordHash(ByteString.copyFrom(new byte[] {0, 1, (byte) 0xfe}))
            .setGender(-1)
            .setBalance(Long.MIN_VALUE)
            .setIsPremium(false)
            .setLastLoginAt(OffsetTime.newBuilder().setOffsetMinutes(-60))
            .build(),
        Event.newBuilder()
            .setOccurredAt(Timestamp.newBuilder().setSeconds(-1).setNanos(999_999_900))
            .setMemberRegistered(
                MemberRegistered.newBuilder()
                    .setGender(Gender.GENDER_FEMALE)
                    .setBirthday(Date.newBuilder().setYear(1980)))
            .build(),
        Event.newBuilder()
            .setMemberRegistered(MemberRegistered.newBuilder().setGenderValue(99))
            .build(),
        Manifest.newBuilder()
            .setFormatVersion(-1)
            .addParts(Part.newBuilder().setBytes(-1).setRows(Rows.ROWS_DELETED_KEYS))
            .addParts(Part.getDefaultInstance())
            .addMarks(Mark.newBuilder().setTimeTicks(0))
            .build());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void theLibrarysPrinterWritesTheSame(Message message) throws IOException {
    String json = new ProtoJson().of(message, Projection.all());
    assertThat(JsonParser.parseString(json))
        .isEqualTo(JsonParser.parseString(JsonFormat.printer().print(message)));
    Message.Builder again = message.newBuilderForType();
    JsonFormat.parser().merge(json, again);
    assertThat(again.build()).isEqualTo(message);
  }

  @Test
  void aTimeBeyondWhatProtoJsonCanSayIsWrittenByItsFields() {
    Event event =
        Event.newBuilder().setOccurredAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)).build();
    assertThat(new ProtoJson().of(event, Projection.all()))
        .isEqualTo("{\"occurredAt\":{\"seconds\":\"9223372036854775807\"}}");
  }
}
