package com.happypancake.inspect.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.Gender;
import com.happypancake.schemas.event.MemberRegistered;
import com.happypancake.schemas.event.MessageHidden;
import com.happypancake.schemas.event.Profile;
import com.happypancake.schemas.legacy.AbuseReport;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Reject;
import com.happypancake.schemas.types.Date;
import com.happypancake.schemas.types.OffsetTime;
import com.happypancake.schemas.value.Guids;
import com.happypancake.schemas.value.WallClock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReadableJsonTest {

  private static final UUID GUID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

  private static ByteString guid() {
    return ByteString.copyFrom(Guids.toBytes(GUID));
  }

  private static String json(Message message) {
    return new ReadableJson().of(message, Projection.all());
  }

  @Test
  void aRowIsWrittenByTheTypesOfItsColumns() {
    Member row =
        Member.newBuilder()
            .setMemberId(17)
            .setMemberGuid(guid())
            .setNickname("Åsa \"💙\"\u0007")
            .setPasswordHash(ByteString.copyFrom(new byte[] {0, 1, (byte) 0xfe}))
            .setGender(255)
            .setBirthday((int) LocalDate.of(1980, 2, 29).toEpochDay())
            .setBalance(-123_400)
            .setIsPremium(true)
            .setRegisteredAt(WallClock.toTicks(LocalDateTime.of(2014, 3, 1, 12, 34, 56)))
            .setLastLoginAt(OffsetTime.newBuilder().setTicks(0).setOffsetMinutes(120))
            .build();
    assertThat(json(row))
        .startsWith("{\"memberId\":17,\"memberGuid\":\"" + GUID + "\",")
        .contains(
            "\"nickname\":\"Åsa \\\"💙\\\"\\u0007\"",
            "\"passwordHash\":\"0001fe\"",
            "\"gender\":255",
            "\"birthday\":\"1980-02-29\"",
            "\"balance\":\"-12.3400\"",
            "\"isPremium\":true",
            "\"registeredAt\":\"2014-03-01T12:34:56.0000000\"",
            "\"lastLoginAt\":\"1970-01-01T02:00:00.0000000+02:00\"",
            "\"deletedAt\":null")
        .doesNotContain("\n");
  }

  @Test
  void anAbsentColumnIsNullAndAnEmptyTextIsNot() {
    assertThat(json(City.newBuilder().setName("").build()))
        .isEqualTo(
            "{\"cityId\":null,\"name\":\"\",\"region\":null,\"countryCode\":null,"
                + "\"rowVersion\":null}");
  }

  @Test
  void anEventIsWrittenByTheColumnsThatItCarries() {
    Event event =
        Event.newBuilder()
            .setId(guid())
            .setOccurredAt(Timestamp.newBuilder().setSeconds(-1).setNanos(999_999_900))
            .setCountry("FI")
            .setSubject("FI/member/17")
            .setMemberRegistered(
                MemberRegistered.newBuilder()
                    .setMemberId(17)
                    .setMemberGuid(guid())
                    .setGender(Gender.GENDER_FEMALE)
                    .setBirthday(Date.newBuilder().setYear(1980).setMonth(2).setDay(29)))
            .build();
    assertThat(json(event))
        .isEqualTo(
            "{\"id\":\""
                + GUID
                + "\",\"occurredAt\":\"1969-12-31T23:59:59.9999999Z\",\"country\":\"FI\","
                + "\"subject\":\"FI/member/17\",\"memberRegistered\":{\"memberId\":17,"
                + "\"memberGuid\":\""
                + GUID
                + "\",\"gender\":\"GENDER_FEMALE\",\"birthday\":\"1980-02-29\"}}");
  }

  @Test
  void moneyInAnEventIsADecimalAndAFlagThatItCarriesIsNot() {
    assertThat(json(Profile.newBuilder().setBalanceTenThousandths(1).build()))
        .isEqualTo("{\"balanceTenThousandths\":\"0.0001\"}");
    assertThat(json(MessageHidden.newBuilder().setMessageId(1L << 53).setMemberId(4).build()))
        .isEqualTo("{\"messageId\":9007199254740992,\"memberId\":4,\"otherMemberId\":0}");
  }

  @Test
  void integersThatReadersWouldRoundAreStrings() {
    assertThat(json(MessageHidden.newBuilder().setMessageId((1L << 53) + 1).build()))
        .startsWith("{\"messageId\":\"9007199254740993\"");
    assertThat(json(MessageHidden.newBuilder().setMessageId(Long.MIN_VALUE).build()))
        .startsWith("{\"messageId\":\"-9223372036854775808\"");
    assertThat(json(Part.newBuilder().setBytes(-1).build()))
        .contains("\"bytes\":\"18446744073709551615\"");
  }

  @Test
  void whatItsTypeCannotMeanIsWrittenAsItLies() {
    assertThat(json(AbuseReport.newBuilder().setReportId(ByteString.copyFromUtf8("a")).build()))
        .startsWith("{\"reportId\":\"61\"");
    assertThat(json(Member.newBuilder().setRegisteredAt(Long.MAX_VALUE).build()))
        .contains("\"registeredAt\":\"");
    assertThat(
            json(
                Event.newBuilder()
                    .setOccurredAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
                    .build()))
        .contains("\"occurredAt\":\"9223372036854775807 s 0 ns\"");
  }

  @Test
  void aRejectIsWrittenPlainly() {
    assertThat(json(Reject.newBuilder().setTable("Messages").setKey("1").build()))
        .startsWith("{\"table\":\"Messages\",\"key\":\"1\"");
  }
}
