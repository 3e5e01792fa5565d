package com.happypancake.seeder.audit;

import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.audit.AuditSettings.Seeded;
import com.happypancake.seeder.audit.AuditSettings.Source;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.event.EventFolder;
import java.nio.file.Path;
import java.time.Duration;

/** Audits of a test's broker, whose state lies beside the folder of events. */
public final class AuditRuns {

  private AuditRuns() {}

  /** Returns an audit of the queue that hears all. */
  public static Auditor of(Path events, TestBroker broker, Duration idleTimeout) throws Exception {
    return of(events, broker, new Source.Queue(broker.prefix() + "audit"), idleTimeout, false);
  }

  /** Returns an audit of a whole seed, begun after its end. */
  public static Auditor of(Path events, BrokerAddress broker, Source source, Duration idleTimeout)
      throws Exception {
    return of(events, broker, source, idleTimeout, false, Seeded.whole());
  }

  static Auditor of(
      Path events, TestBroker broker, Source source, Duration idleTimeout, boolean follow)
      throws Exception {
    return of(events, broker.address(), source, idleTimeout, follow, Seeded.whole());
  }

  static Auditor of(
      Path events,
      BrokerAddress broker,
      Source source,
      Duration idleTimeout,
      boolean follow,
      Seeded seeded)
      throws Exception {
    EventFolder folder = EventFolder.open(events);
    folder.check((path, bytes, total) -> {});
    return new Auditor(
        new AuditSettings(
            events, broker, source, events.resolveSibling("state"), follow, idleTimeout, seeded),
        folder,
        progress -> {});
  }
}
