package com.happypancake.cli.extraction;

import static com.happypancake.cli.extraction.TestTables.MEMBERS;
import static com.happypancake.cli.extraction.TestTables.MESSAGES;
import static com.happypancake.cli.extraction.TestTables.outlook;
import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.extractor.PlannedTable;
import com.happypancake.schemas.manifest.Part;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExtractionMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ExtractionMeters meters = new ExtractionMeters(registry);

  private double count(String name) {
    return registry.get(name).tag("table", "dbo.Members").counter().count();
  }

  private double gauge(String name) {
    return registry.get(name).tag("table", "dbo.Members").gauge().value();
  }

  @Test
  void whatIsReadAnewCountsAnewAndWhatStandsGoesBack() {
    meters.planned(List.of(outlook(MEMBERS, 900), outlook(MESSAGES, OptionalLong.empty())));
    meters.rowsRead(MEMBERS, 500, 7_000);
    meters.rowsRead(MEMBERS, 0, 0);
    meters.retrying(MEMBERS, 1, Duration.ofSeconds(1), "lost");
    meters.rowsRead(MEMBERS, 600, 8_000);
    meters.partFinished(MEMBERS, Part.getDefaultInstance());
    assertThat(count("hpc.extract.rows")).isEqualTo(1_100);
    assertThat(count("hpc.extract.bytes")).isEqualTo(15_000);
    assertThat(count("hpc.extract.retries")).isEqualTo(1);
    assertThat(count("hpc.extract.parts")).isEqualTo(1);
    assertThat(gauge("hpc.extract.table.rows")).isEqualTo(600);
    assertThat(gauge("hpc.extract.table.rows.estimated")).isEqualTo(900);
    assertThat(gauge("hpc.extract.table.finished")).isZero();
    meters.tableFinished(MEMBERS, 600, OptionalLong.of(600));
    assertThat(gauge("hpc.extract.table.finished")).isEqualTo(1);
    assertThat(registry.find("hpc.extract.table.rows.estimated").gauges()).hasSize(1);
  }

  @Test
  void rowsOfAnEarlierRunStandAndAreNotRead() {
    meters.planned(List.of(new PlannedTable(MEMBERS, OptionalLong.of(5), 5, 50, true)));
    meters.rowsRead(MEMBERS, 5, 50);
    assertThat(count("hpc.extract.rows")).isZero();
    assertThat(gauge("hpc.extract.table.rows")).isEqualTo(5);
    assertThat(gauge("hpc.extract.table.finished")).isEqualTo(1);
  }

  @Test
  void aPauseIsAGauge() {
    meters.paused("the server suffers");
    assertThat(registry.get("hpc.extract.paused").gauge().value()).isEqualTo(1);
    meters.resumed();
    assertThat(registry.get("hpc.extract.paused").gauge().value()).isZero();
  }
}
