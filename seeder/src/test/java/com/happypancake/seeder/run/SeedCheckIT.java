package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.event.EventFolder;
import com.happypancake.seeder.log.SeedLogFolder;
import com.happypancake.seeder.pace.RatePlan;
import com.happypancake.seeder.run.SeedForecast.Finding;
import com.happypancake.seeder.run.SeedForecast.Status;
import com.rabbitmq.client.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SeedCheckIT {

  @RegisterExtension final TestBroker broker = new TestBroker();

  @TempDir private Path temporary;

  private Seeding seeding() {
    return Seeding.of(
            temporary.resolve("events"),
            broker.address(),
            broker.prefix(),
            temporary.resolve("log"))
        .withPace(Seeding.Pace.of(RatePlan.of(10)));
  }

  private static SeedForecast check(Seeding seeding) throws Exception {
    return new SeedCheck(seeding, Clock.systemUTC()).check((path, bytes, total) -> {});
  }

  private static List<String> refused(SeedForecast forecast) {
    return forecast.findings().stream()
        .filter(each -> each.status() == Status.REFUSED)
        .map(Finding::text)
        .toList();
  }

  @Test
  void aNewSeedWouldBeginAndNothingIsSentOrWritten() throws Exception {
    TestEvents.write(temporary.resolve("events"), 99);
    broker.declare();

    SeedForecast forecast = check(seeding());

    assertThat(forecast.refusal()).isEmpty();
    assertThat(forecast.findings())
        .extracting(Finding::text)
        .contains("seed 'events' would begin")
        .anyMatch(text -> text.contains("nothing on them loses events"));
    assertThat(forecast.figures().left()).hasValue(100);
    assertThat(forecast.figures().time()).contains(Duration.ofSeconds(10));
    assertThat(forecast.figures().usableBytes()).isPresent();
    assertThat(forecast.queues())
        .filteredOn(each -> each.queue().endsWith("audit"))
        .singleElement()
        .satisfies(each -> assertThat(each.messages()).isEqualTo(100));
    assertThat(broker.count("audit")).isZero();
    assertThat(temporary.resolve("log")).doesNotExist();
  }

  @Test
  void whatARunRefusesACheckRefusesWithTheSameWords() throws Exception {
    TestEvents.write(temporary.resolve("events"), 20);
    broker.declare();
    Seeding fast = seeding().withPace(Seeding.Pace.of(new RatePlan.Unlimited()));
    new Seeder(Clock.systemUTC(), System::nanoTime).seed(fast, event -> {});

    SeedForecast forecast = check(fast);

    assertThat(refused(forecast)).singleElement().asString().contains("were seeded already");
    assertThat(forecast.refusal().orElseThrow()).isInstanceOf(BrokerException.class);
    assertThat(forecast.figures().time()).isEmpty();
  }

  @Test
  void allThatIsWrongIsToldAtOnce() throws Exception {
    TestEvents.write(temporary.resolve("events"), 20);
    EventFolder folder = EventFolder.open(temporary.resolve("events"));
    Path part = folder.dump().folder().resolve(folder.dump().parts().get(0).getPath());
    Files.write(part, new byte[] {7}, StandardOpenOption.APPEND);
    broker.declare();
    broker.use(channel -> channel.queueDelete(broker.prefix() + "news"));

    try (SeedLogFolder other = SeedLogFolder.open(temporary.resolve("log"))) {
      SeedForecast forecast = check(seeding());

      assertThat(other.path()).exists();
      assertThat(refused(forecast))
          .hasSize(3)
          .anyMatch(text -> text.contains("another process seeds by this log"))
          .anyMatch(text -> text.contains("news' is missing"));
      assertThat(forecast.refusal().orElseThrow()).isInstanceOf(RefusedFolderException.class);
    }
    assertThat(check(seeding()).refusal().orElseThrow()).isInstanceOf(DamagedDumpException.class);
  }

  @Test
  void aSeederWithAnotherLogIsFoundByItsLock() throws Exception {
    TestEvents.write(temporary.resolve("events"), 20);
    broker.declare();
    Connection other = BrokerConnections.open(broker.address(), "hpc test");
    try {
      other.createChannel().queueDeclare(broker.topology().lock(), false, true, true, Map.of());

      SeedForecast forecast = check(seeding());

      assertThat(refused(forecast))
          .singleElement()
          .asString()
          .contains("a seeder holds the lock '" + broker.topology().lock() + "'")
          .contains("within 30 s");
      assertThat(forecast.refusal().orElseThrow()).isInstanceOf(BrokerException.class);
    } finally {
      BrokerConnections.close(other);
    }
    assertThat(check(seeding()).refusal()).isEmpty();
  }

  @Test
  void aBrokerThatDoesNotAnswerLeavesTheRestUnchecked() throws Exception {
    TestEvents.write(temporary.resolve("events"), 20);
    Seeding nowhere =
        Seeding.of(
            temporary.resolve("events"),
            BrokerAddress.parse("amqp://localhost:1"),
            broker.prefix(),
            temporary.resolve("log"));

    SeedForecast forecast = check(nowhere);

    assertThat(forecast.refusal().orElseThrow()).isInstanceOf(BrokerException.class);
    assertThat(forecast.findings()).extracting(Finding::status).contains(Status.UNCHECKED);
  }
}
