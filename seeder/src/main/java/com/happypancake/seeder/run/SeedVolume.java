package com.happypancake.seeder.run;

import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.ExpectedMessages;
import com.happypancake.seeder.event.EventFolder;
import com.happypancake.seeder.stream.StreamTopology;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a seed puts into the broker.
 *
 * @param messages the messages of all its events, by the name of the queue or stream
 * @param bytesPerMessage the disk that a message takes: the mean body and {@link #overhead}
 * @param left the share of the messages that is not confirmed yet, from 0 to 1
 */
record SeedVolume(Map<String, Long> messages, long bytesPerMessage, double left) {

  /**
   * What a message takes on the broker's disk besides its body: properties and RabbitMQ's own.
   * Measured in docs/topology.md: 527 bytes in a classic queue less a body of 177. The figure for
   * quorum queues is 450, that for a stream queue 264, that for a stream 177.
   */
  private static final long OVERHEAD = 350;

  /** What CloudEvents attributes add, measured in docs/wire.md. */
  private static final long CLOUD_EVENTS = 264;

  /**
   * Returns the volume of a seed.
   *
   * @param counts its events by type
   * @param confirmed how many of them are confirmed
   */
  static SeedVolume of(Seeding seeding, EventFolder folder, List<Count> counts, long confirmed) {
    long total = SeedPreparation.total(counts);
    long bytes = folder.dump().parts().stream().mapToLong(Part::getContentBytes).sum();
    return new SeedVolume(
        messages(seeding, counts),
        bytes / Math.max(1, folder.events()) + overhead(seeding),
        total == 0 ? 0 : Math.max(0, total - confirmed) / (double) total);
  }

  static long overhead(Seeding seeding) {
    return OVERHEAD + (seeding.cloudEvents() ? CLOUD_EVENTS : 0);
  }

  private static Map<String, Long> messages(Seeding seeding, List<Count> counts) {
    return switch (seeding.where().transport()) {
      case TRANSPORT_AMQP -> messages(seeding.where().topology(), counts);
      case TRANSPORT_STREAM ->
          Map.of(
              StreamTopology.hpc(seeding.where().topology().prefix(), seeding.where().partitions())
                  .name(),
              SeedPreparation.total(counts));
      case TRANSPORT_DRY_RUN, TRANSPORT_UNSPECIFIED, UNRECOGNIZED -> Map.of();
    };
  }

  /** Returns the messages by the queue's name, in the topology's order. */
  static Map<String, Long> messages(BrokerTopology topology, List<Count> counts) {
    Map<String, String> keys =
        EventCatalogue.hpc().events().stream()
            .collect(Collectors.toMap(EventDefinition::type, EventDefinition::routingKey));
    Map<String, Long> byKey = new HashMap<>();
    for (Count count : counts) {
      byKey.merge(
          keys.getOrDefault(count.getType(), count.getType()), count.getEvents(), Long::sum);
    }
    return ExpectedMessages.of(topology, byKey);
  }

  /** Returns the disk that those left of some messages would take in a queue that nobody drains. */
  long bytes(long number) {
    return Math.round(number * left * bytesPerMessage);
  }

  /** Returns the disk that the messages left would take in queues that nobody drains. */
  Map<String, Long> bytes() {
    Map<String, Long> bytes = new LinkedHashMap<>();
    messages.forEach((queue, number) -> bytes.put(queue, bytes(number)));
    return bytes;
  }
}
