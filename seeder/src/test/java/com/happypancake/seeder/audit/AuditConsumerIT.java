package com.happypancake.seeder.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.run.Seeder;
import com.rabbitmq.client.MessageProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AuditConsumerIT {

  @RegisterExtension final TestBroker broker = new TestBroker();

  private final Path temporary;

  AuditConsumerIT(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  private AuditResult audit(Manifest events, Duration patience) throws Exception {
    return consumer(events, patience).run();
  }

  private AuditConsumer consumer(Manifest events, Duration patience) {
    return new AuditConsumer(broker.address(), broker.prefix() + "audit", events, patience);
  }

  private void seed(Path folder, long first) throws Exception {
    new Seeder(System::nanoTime)
        .seed(
            Seeding.builder(folder, broker.address())
                .prefix(broker.prefix())
                .firstOrdinal(first)
                .build(),
            event -> {});
  }

  @Test
  void aWholeRunIsExactToTheByteAndTheQueueIsEmptyAfterIt() throws Exception {
    Manifest events = TestEvents.write(temporary.resolve("events"), 700, 0, 801);
    broker.declare();
    seed(temporary.resolve("events"), 1);
    AuditResult result = audit(events, Duration.ofSeconds(20));
    assertThat(result)
        .isEqualTo(
            new AuditResult(
                1_501,
                new AuditResult.Ordinals(1_501, 0, 0, OptionalLong.empty()),
                new AuditResult.Content(3, 3, 0),
                0));
    assertThat(result.isExact()).isTrue();
    assertThat(broker.count("audit")).isZero();
  }

  @Test
  void repeatedEventsAreCountedAlsoAfterTheLast() throws Exception {
    Manifest events = TestEvents.write(temporary.resolve("events"), 600);
    broker.declare();
    seed(temporary.resolve("events"), 1);
    seed(temporary.resolve("events"), 501);
    AuditResult result = audit(events, Duration.ofSeconds(20));
    assertThat(result.ordinals().received()).isEqualTo(600);
    assertThat(result.ordinals().duplicates()).isEqualTo(100);
    assertThat(result.isExact()).isFalse();
  }

  @Test
  void missingEventsEndTheWaitAndOthersFoldersAreForeign() throws Exception {
    Manifest events = TestEvents.write(temporary.resolve("events"), 600);
    TestEvents.write(temporary.resolve("other"), 40);
    broker.declare();
    seed(temporary.resolve("other"), 1);
    seed(temporary.resolve("events"), 301);
    broker.use(
        channel -> {
          channel.basicPublish("", broker.prefix() + "audit", MessageProperties.BASIC, new byte[0]);
          return channel;
        });
    AuditResult result = audit(events, Duration.ofSeconds(1));
    assertThat(result.ordinals().received()).isEqualTo(300);
    assertThat(result.ordinals().firstMissing()).hasValue(1);
    assertThat(result.foreign()).isEqualTo(41);
    assertThat(result.isExact()).isFalse();
  }

  @Test
  void bytesThatAreNotTheFoldersAreNoticed() throws Exception {
    Manifest events = TestEvents.write(temporary.resolve("events"), 50);
    broker.declare();
    seed(temporary.resolve("events"), 1);
    Manifest.Builder other = events.toBuilder();
    other.getPartsBuilder(0).setContentSha256("0".repeat(64));
    assertThat(audit(other.build(), Duration.ofSeconds(20)).content().altered()).isEqualTo(1);
  }

  @Test
  void aMissingQueueIsTold() throws Exception {
    Manifest events = TestEvents.write(temporary.resolve("events"), 1);
    assertThatThrownBy(() -> audit(events, Duration.ofSeconds(1)))
        .isInstanceOf(BrokerException.class)
        .satisfies(e -> assertThat(((BrokerException) e).kind()).isEqualTo(Kind.TOPOLOGY))
        .hasMessageContaining("run 'hpc topology declare'");
  }

  @Test
  void aQueueThatIsRemovedEndsTheAudit() throws Exception {
    Manifest events = TestEvents.write(temporary.resolve("events"), 600);
    broker.declare();
    seed(temporary.resolve("events"), 301);
    FutureTask<AuditResult> audit = new FutureTask<>(consumer(events, Duration.ofSeconds(20))::run);
    new Thread(audit, "audit").start();
    await().until(() -> broker.count("audit") == 0);
    broker.use(channel -> channel.queueDelete(broker.prefix() + "audit"));
    assertThatThrownBy(audit::get)
        .hasCauseInstanceOf(BrokerException.class)
        .hasMessageContaining("the queue was removed");
  }
}
