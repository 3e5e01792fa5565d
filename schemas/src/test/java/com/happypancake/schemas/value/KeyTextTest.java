package com.happypancake.schemas.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.legacy.AbuseReport;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.legacy.ProfileVisit;
import com.happypancake.schemas.types.OffsetTime;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyTextTest {

  private static final LegacyCatalogue HPC = LegacyCatalogue.hpc();

  @Test
  void columnsAreJoinedByACommaAndTimesHaveSevenDigits() {
    ProfileVisit visit =
        ProfileVisit.newBuilder()
            .setVisitorId(17)
            .setVisitedId(-4)
            .setVisitedAt(WallClock.toTicks(LocalDateTime.parse("2014-03-01T12:34:56.123")))
            .build();
    assertThat(KeyText.of(HPC.table("ProfileVisits"), visit))
        .isEqualTo("17,-4,2014-03-01T12:34:56.1230000");
  }

  @Test
  void aGuidIsInLowerCase() {
    String guid = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
    AbuseReport report =
        AbuseReport.newBuilder()
            .setReportId(ByteString.copyFrom(Guids.toBytes(UUID.fromString(guid))))
            .build();
    assertThat(KeyText.of(HPC.table("AbuseReports"), report)).isEqualTo(guid);
  }

  @Test
  void differentKeysHaveDifferentTexts() {
    LegacyTable byText = membersBy("Nickname", "Email");
    assertThat(KeyText.of(byText, member("a,b", "c"))).isEqualTo("a\\,b,c");
    assertThat(KeyText.of(byText, member("a", "b,c"))).isEqualTo("a,b\\,c");
    assertThat(KeyText.of(byText, member("a\\", "N"))).isEqualTo("a\\\\,N");
    assertThat(KeyText.of(byText, Member.newBuilder().setNickname("a"))).isEqualTo("a,\\N");
    assertThat(KeyText.of(byText, member("a", ""))).isEqualTo("a,");
  }

  private static Member member(String nickname, String email) {
    return Member.newBuilder().setNickname(nickname).setEmail(email).build();
  }

  private static LegacyTable membersBy(String... columns) {
    LegacyTable members = HPC.table("Members");
    return new LegacyTable(
        members.descriptor(),
        members.schema(),
        members.name(),
        members.columns(),
        Arrays.stream(columns).map(members::column).toList(),
        members.timeColumn(),
        members.lookup());
  }

  @Test
  void anOffsetTimeOfADynamicMessageIsItsInstant() throws Exception {
    LegacyTable byLogin = membersBy("LastLoginAt");
    Member member =
        Member.newBuilder()
            .setLastLoginAt(OffsetTime.newBuilder().setTicks(1).setOffsetMinutes(120))
            .build();
    assertThat(
            KeyText.of(
                byLogin, DynamicMessage.parseFrom(byLogin.descriptor(), member.toByteString())))
        .isEqualTo(KeyText.of(byLogin, member))
        .isEqualTo("1970-01-01T00:00:00.0000001Z");
  }
}
