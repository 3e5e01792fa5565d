package com.happypancake.cli.extraction;

import static com.happypancake.cli.extraction.TestTables.MEMBERS;
import static com.happypancake.cli.extraction.TestTables.MESSAGES;
import static com.happypancake.cli.extraction.TestTables.planned;
import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.extractor.ExtractionEvent.PartFinished;
import com.happypancake.extractor.ExtractionEvent.Paused;
import com.happypancake.extractor.ExtractionEvent.PlannedTable;
import com.happypancake.extractor.ExtractionEvent.Resumed;
import com.happypancake.extractor.ExtractionEvent.Retrying;
import com.happypancake.extractor.ExtractionEvent.RowsRead;
import com.happypancake.extractor.ExtractionEvent.Started;
import com.happypancake.extractor.ExtractionEvent.TableFinished;
import com.happypancake.schemas.manifest.Consistency;
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
    meters.accept(
        new Started(
            List.of(planned(MEMBERS, 900), planned(MESSAGES, OptionalLong.empty())),
            Consistency.CONSISTENCY_SNAPSHOT));
    meters.accept(new RowsRead(MEMBERS, 500, 7_000));
    meters.accept(new RowsRead(MEMBERS, 0, 0));
    meters.accept(new Retrying(MEMBERS, 1, Duration.ofSeconds(1), "lost"));
    meters.accept(new RowsRead(MEMBERS, 600, 8_000));
    meters.accept(new PartFinished(MEMBERS, Part.getDefaultInstance()));
    assertThat(count("hpc.extract.rows")).isEqualTo(1_100);
    assertThat(count("hpc.extract.bytes")).isEqualTo(15_000);
    assertThat(count("hpc.extract.retries")).isEqualTo(1);
    assertThat(count("hpc.extract.parts")).isEqualTo(1);
    assertThat(gauge("hpc.extract.table.rows")).isEqualTo(600);
    assertThat(gauge("hpc.extract.table.rows.estimated")).isEqualTo(900);
    assertThat(gauge("hpc.extract.table.finished")).isZero();
    meters.accept(new TableFinished(MEMBERS, 600, OptionalLong.of(600)));
    assertThat(gauge("hpc.extract.table.finished")).isEqualTo(1);
    assertThat(registry.find("hpc.extract.table.rows.estimated").gauges()).hasSize(1);
  }

  @Test
  void rowsOfAnEarlierRunStandAndAreNotRead() {
    meters.accept(
        new Started(
            List.of(new PlannedTable(MEMBERS, OptionalLong.of(5), 5, 50, true)),
            Consistency.CONSISTENCY_SNAPSHOT));
    meters.accept(new RowsRead(MEMBERS, 5, 50));
    assertThat(count("hpc.extract.rows")).isZero();
    assertThat(gauge("hpc.extract.table.rows")).isEqualTo(5);
    assertThat(gauge("hpc.extract.table.finished")).isEqualTo(1);
  }

  @Test
  void aPauseIsAGauge() {
    meters.accept(new Paused("the server suffers"));
    assertThat(registry.get("hpc.extract.paused").gauge().value()).isEqualTo(1);
    meters.accept(new Resumed());
    assertThat(registry.get("hpc.extract.paused").gauge().value()).isZero();
  }
}
