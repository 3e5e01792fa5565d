package com.happypancake.seeder.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.seed.Transport;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.event.EventFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedVolumeTest {

  private static final List<Count> COUNTS =
      List.of(count("message-sent", 60), count("flirt-sent", 39), count("seed-ended", 1));

  @TempDir private Path temporary;

  @BeforeEach
  void writeEvents() throws Exception {
    TestEvents.write(temporary.resolve("events"), 99);
  }

  private static Count count(String type, long events) {
    return Count.newBuilder().setType(type).setEvents(events).build();
  }

  private SeedVolume volume(Transport transport, long confirmed) throws Exception {
    Seeding seeding =
        Seeding.of(
            temporary.resolve("events"),
            BrokerAddress.parse("amqp://localhost"),
            "p.",
            temporary.resolve("log"));
    Seeding.Where where = seeding.where();
    return SeedVolume.of(
        seeding.withWhere(
            new Seeding.Where(
                where.broker(),
                where.topology(),
                transport,
                0,
                where.streamPort(),
                where.log(),
                Optional.empty(),
                false,
                List.of())),
        EventFolder.open(temporary.resolve("events")),
        COUNTS,
        confirmed);
  }

  @Test
  void aQueueGetsTheEventsOfItsBindings() throws Exception {
    SeedVolume volume = volume(Transport.TRANSPORT_AMQP, 0);

    assertThat(volume.messages())
        .containsEntry("p.audit", 100L)
        .containsEntry("p.chat", 61L)
        .containsEntry("p.alerts", 40L)
        .containsEntry("p.interests", 1L);
    assertThat(volume.bytesPerMessage()).isGreaterThan(350);
    assertThat(volume.bytes()).containsEntry("p.audit", 100 * volume.bytesPerMessage());
  }

  @Test
  void whatIsConfirmedNeedsNoMoreDisk() throws Exception {
    SeedVolume volume = volume(Transport.TRANSPORT_AMQP, 75);

    assertThat(volume.messages()).containsEntry("p.audit", 100L);
    assertThat(volume.bytes()).containsEntry("p.audit", 25 * volume.bytesPerMessage());
  }

  @Test
  void aStreamGetsAllOnce() throws Exception {
    assertThat(volume(Transport.TRANSPORT_STREAM, 0).messages())
        .containsOnlyKeys("p.hpc-stream")
        .containsValue(100L);
  }

  @Test
  void aDryRunSendsNothing() throws Exception {
    assertThat(volume(Transport.TRANSPORT_DRY_RUN, 0).bytes()).isEmpty();
  }
}
