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
import java.util.List;
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
  void anOffsetTimeOfADynamicMessageIsItsInstant() throws Exception {
    LegacyTable members = HPC.table("Members");
    LegacyTable byLogin =
        new LegacyTable(
            members.descriptor(),
            members.schema(),
            members.name(),
            members.columns(),
            List.of(members.column("LastLoginAt")),
            members.timeColumn(),
            members.lookup());
    Member member =
        Member.newBuilder()
            .setLastLoginAt(OffsetTime.newBuilder().setTicks(1).setOffsetMinutes(120))
            .build();
    assertThat(
            KeyText.of(
                byLogin, DynamicMessage.parseFrom(members.descriptor(), member.toByteString())))
        .isEqualTo(KeyText.of(byLogin, member))
        .isEqualTo("1970-01-01T00:00:00.0000001Z");
  }
}
