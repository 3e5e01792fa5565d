package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.seeder.SeedReport;
import com.happypancake.seeder.SeedReport.Outcome;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.audit.AuditConsumer;
import com.happypancake.seeder.audit.AuditResult;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SeederRateIT {

  @RegisterExtension final TestBroker broker = new TestBroker();

  private final Path temporary;

  SeederRateIT(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  @Test
  void eventsWithoutARateAllArriveAndTheFiguresAreToldNotJudged(TestReporter reporter)
      throws Exception {
    seedAndAudit(reporter, 2_000, 3_000);
  }

  @Tag("slow")
  @Test
  void fiftyThousandEventsWithoutARateAllArriveAndTheFiguresAreToldNotJudged(TestReporter reporter)
      throws Exception {
    seedAndAudit(reporter, 20_000, 30_000);
  }

  private void seedAndAudit(TestReporter reporter, int... eventsOfParts) throws Exception {
    Manifest manifest = TestEvents.write(temporary.resolve("events"), eventsOfParts);
    broker.declare();
    SeedReport report =
        new Seeder(System::nanoTime)
            .seed(
                Seeding.builder(temporary.resolve("events"), broker.address())
                    .prefix(broker.prefix())
                    .build(),
                event -> {});
    reporter.publishEntry("report", report.toJson());
    assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);

    AuditResult audit =
        new AuditConsumer(
                broker.address(), broker.prefix() + "audit", manifest, Duration.ofSeconds(30))
            .run();
    assertThat(audit.isExact()).as(audit.toString()).isTrue();
  }
}
