package com.happypancake.schemas.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.legacy.AbuseReport;
import com.happypancake.schemas.legacy.ProfileVisit;
import java.time.LocalDateTime;
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
}
