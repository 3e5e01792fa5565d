package com.happypancake.schemas.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.legacy.Message;
import com.happypancake.schemas.manifest.Reject;
import com.happypancake.schemas.types.OffsetTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordKeyTest {

  private static final LegacyTable MEMBERS = LegacyCatalogue.hpc().table("Members");

  private final Member member =
      Member.newBuilder()
          .setMemberId(-17)
          .setMemberGuid(ByteString.copyFrom(Guids.toBytes(new UUID(1, 2))))
          .setNickname("Åsa, \\ the first")
          .setPasswordHash(ByteString.copyFrom(new byte[] {1, (byte) 0xFF}))
          .setGender(255)
          .setBirthday(-1)
          .setBalance(12_345)
          .setIsPremium(true)
          .setRegisteredAt(-5)
          .setLastLoginAt(OffsetTime.newBuilder().setTicks(3).setOffsetMinutes(-60))
          .build();

  private static LegacyTable membersBy(List<String> columns) {
    return new LegacyTable(
        MEMBERS.descriptor(),
        MEMBERS.schema(),
        MEMBERS.name(),
        MEMBERS.columns(),
        columns.stream().map(MEMBERS::column).toList(),
        MEMBERS.timeColumn(),
        MEMBERS.lookup());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MemberId",
        "MemberGuid",
        "Nickname",
        "PasswordHash",
        "Gender",
        "Birthday",
        "Balance",
        "IsPremium",
        "RegisteredAt",
        "LastLoginAt",
        "Email",
        "Nickname MemberId",
        "LastLoginAt Email MemberId",
      })
  void aKeyReadFromARowsBytesIsThatOfTheParsedRow(String columns) throws Exception {
    LegacyTable table = membersBy(List.of(columns.split(" ")));
    byte[] record = member.toByteArray();
    byte[] wider = new byte[record.length + 20];
    System.arraycopy(record, 0, wider, 10, record.length);
    assertThat(RecordKey.of(table).of(wider, 10, record.length))
        .isEqualTo(KeyText.of(table, member));
  }

  @Test
  void anEventsKeyIsItsInstant() throws Exception {
    byte[] event =
        Event.newBuilder()
            .setOccurredAt(Timestamp.newBuilder().setSeconds(1).setNanos(1_234_567_00))
            .setCountry("FI")
            .build()
            .toByteArray();
    assertThat(RecordKey.of(Event.getDescriptor()).orElseThrow().of(event, 0, event.length))
        .isEqualTo("1970-01-01T00:00:01.1234567Z");
  }

  @Test
  void aMessageThatIsNeitherRowNorEventHasNoKey() {
    assertThat(RecordKey.of(Reject.getDescriptor())).isEmpty();
    assertThat(RecordKey.of(Message.getDescriptor())).isPresent();
  }

  @Test
  void whatIsNoSuchMessageHasNoKey() {
    byte[] noise = {(byte) 0xFF};
    assertThatThrownBy(() -> RecordKey.of(MEMBERS).of(noise, 0, 1))
        .isInstanceOf(InvalidProtocolBufferException.class);
    byte[] shortGuid =
        Member.newBuilder().setMemberGuid(ByteString.copyFromUtf8("x")).build().toByteArray();
    assertThatThrownBy(
            () -> RecordKey.of(membersBy(List.of("MemberGuid"))).of(shortGuid, 0, shortGuid.length))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessage("a key column holds what its SQL type cannot mean");
    byte[] never =
        Event.newBuilder()
            .setOccurredAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
            .build()
            .toByteArray();
    assertThatThrownBy(
            () -> RecordKey.of(Event.getDescriptor()).orElseThrow().of(never, 0, never.length))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessage("an instant that no calendar has");
  }
}
