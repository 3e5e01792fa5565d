package com.happypancake.operations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.database.Credentials;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.repair.Verifier;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.seeder.pace.RatePlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("looks at all threads")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DemoIT {

  private static final SamplePlan PLAN = new SamplePlan(SampleCountry.FI, 0.002, 1);

  @TempDir Path folder;

  @Test
  void theCountsAgreeFromTheDatabaseToTheAuditQueue() throws Exception {
    DemoReport report = run(settings(Optional.empty()));
    assertThat(report.differences()).isEmpty();
    assertThat(report.tables())
        .hasSize(13)
        .allSatisfy(
            table ->
                assertThat(table.source().orElseThrow()).isEqualTo(table.dumped()).isPositive());
    assertThat(report.eventCount()).isPositive();
    assertThat(report.audit().counts().getArrived()).isEqualTo(report.eventCount());
    assertThat(report.manifest().getEvents().getRejectsList()).isNotEmpty();
    for (Path part : List.of(report.dump(), report.events(), report.rejects())) {
      Dump dump = Dump.open(part);
      assertThat(new Verifier(dump, 1, (path, done, total) -> {}).run().damages()).isEmpty();
    }
  }

  @Test
  void aSecondRunGivesTheSameContentInAFolderOfItsOwn() throws Exception {
    DemoReport one = run(settings(Optional.empty()));
    DemoReport two = run(settings(Optional.empty()));
    assertThat(two.folder()).isNotEqualTo(one.folder());
    assertThat(parts(two.dump())).isEqualTo(parts(one.dump()));
    assertThat(parts(two.events())).isEqualTo(parts(one.events()));
  }

  @Test
  void noLockAndNoThreadStays() throws Exception {
    DemoReport report = run(settings(Optional.empty()));
    try (Stream<Path> files = Files.walk(report.folder())) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".lock.db") || name.equals(".unfinished"));
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("hpc-demo"));
  }

  @Test
  void aDatabaseThatHoldsTheTablesAlreadyIsReadAsItIs() throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("given").toAbsolutePath() + ";MODE=MSSQLServer";
    try (Connection created = DriverManager.getConnection(url, "sa", "secret")) {
      assertThat(created.isValid(1)).isTrue();
    }
    DemoReport made = run(settings(Optional.of(url)));
    DemoReport read = run(settings(Optional.of(url)));
    assertThat(made.differences()).isEmpty();
    assertThat(read.differences()).isEmpty();
    assertThat(read.manifest().getContentDigest()).isEqualTo(made.manifest().getContentDigest());
  }

  private static List<String> parts(Path dump) throws Exception {
    return Dump.open(dump).parts().stream().map(Part::getSha256).toList();
  }

  private DemoSettings settings(Optional<String> source) {
    return new DemoSettings(
        folder.resolve("runs"),
        PLAN,
        source.map(
            url -> new DemoSettings.Source(url, Optional.of(new Credentials("sa", "secret")))),
        Optional.empty(),
        new RatePlan.Unlimited());
  }

  private static DemoReport run(DemoSettings settings) throws Exception {
    return new Demo(settings, event -> {}, Clock.systemUTC()).run();
  }
}
