package com.happypancake.seeder.audit;

import com.happypancake.seeder.audit.AuditSettings.Seeded;
import com.happypancake.seeder.audit.AuditSettings.Source;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.event.EventFolder;
import java.nio.file.Path;
import java.time.Duration;

/** An audit in a process of its own, which a test kills. */
final class KilledAudit {

  private KilledAudit() {}

  public static void main(String[] arguments) throws Exception {
    Path events = Path.of(arguments[0]);
    EventFolder folder = EventFolder.open(events);
    folder.check((path, bytes, total) -> {});
    new Auditor(
            new AuditSettings(
                events,
                new BrokerAddress(
                    false,
                    arguments[1],
                    Integer.parseInt(arguments[2]),
                    "/",
                    BrokerAddress.Login.guest()),
                new Source.Queue(arguments[3]),
                events.resolveSibling("state"),
                true,
                Duration.ofSeconds(1),
                Seeded.whole()),
            folder,
            progress -> {})
        .run();
  }
}
