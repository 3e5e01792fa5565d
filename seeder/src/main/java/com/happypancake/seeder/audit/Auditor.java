package com.happypancake.seeder.audit;

import com.happypancake.schemas.audit.AuditOpened;
import com.happypancake.schemas.seed.SeedChoice;
import com.happypancake.seeder.audit.AuditInput.Opener;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.event.EventFolder;
import com.happypancake.seeder.event.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Consumes a queue or stream and holds what arrives against a folder. It may be stopped at any
 * time, and a later run with the same state goes on. For one use by one thread.
 */
public final class Auditor {

  private static final int BATCH = QueueInput.PREFETCH / 2;
  private static final long BATCH_NANOS = 100_000_000L;

  /** After all events arrived, only repeats may follow. */
  private static final Duration SETTLE = Duration.ofMillis(500);

  private static final Duration FOREVER = Duration.ofDays(1);
  private static final long RECONNECT_MILLIS = 1_000;

  private final AuditSettings settings;
  private final EventFolder folder;
  private final Consumer<AuditProgress> progress;
  private final Opener opener;

  /**
   * How far an audit is.
   *
   * @param expected the number of expected events
   * @param arrived how many of them arrived
   * @param note what happened, for example a lost connection; empty for nothing
   */
  public record AuditProgress(long expected, long arrived, Optional<String> note) {}

  /**
   * Creates an audit.
   *
   * @param folder the folder of the settings, checked
   */
  public Auditor(AuditSettings settings, EventFolder folder, Consumer<AuditProgress> progress) {
    this.settings = settings;
    this.folder = folder;
    this.progress = progress;
    AuditSettings.Source source = settings.source();
    if (source instanceof AuditSettings.Source.Stream stream) {
      opener = StreamInput.opener(settings.broker(), stream.port(), stream.topology());
    } else if (source instanceof AuditSettings.Source.Queue queue) {
      opener = QueueInput.opener(settings.broker(), queue.name());
    } else {
      throw new IllegalArgumentException("an unknown source");
    }
  }

  /** Makes a state forget what was counted. */
  public static void forget(Path state) throws IOException {
    AuditJournal.delete(state);
  }

  /**
   * Consumes until all events arrived, or no more come.
   *
   * @throws BrokerException UNREACHABLE, LOGIN; TOPOLOGY or REFUSED if there is no such queue or
   *     stream; LOST if the connection is lost and the audit does not follow a seed
   * @throws AuditStateException if the state belongs to another audit
   * @throws IOException if the folder or the state can't be read or written
   * @throws InterruptedException if the thread was interrupted; what was counted stays counted
   */
  public AuditReport run()
      throws BrokerException, AuditStateException, IOException, InterruptedException {
    SeedChoice choice = settings.seeded().choice();
    String digest = folder.dump().manifest().getContentDigest();
    AuditOpened opened =
        AuditOpened.newBuilder()
            .setEventsDigest(digest)
            .setEvents(folder.events())
            .setSource(opener.name())
            .build();
    if (!isWhole()) {
      opened = opened.toBuilder().setChoice(choice).build();
    }
    ExpectedEvents expected = ExpectedEvents.of(folder, choice);
    EventAudit audit =
        new EventAudit(
            WireFormat.of(digest).eventsDigest16(),
            expected,
            opener.sources(),
            QueueInput.PREFETCH);
    try (AuditJournal journal = AuditJournal.open(settings.state(), opened, audit::restore);
        FolderContent content =
            new FolderContent(
                folder, Math.max(audit.lowestAcceptable(), choice.getFirstOrdinal()))) {
      consume(audit, content, journal);
    }
    return new AuditReport(
        settings.events().toString(),
        opener.name(),
        expected.count(),
        expected.byType(),
        audit.counts(),
        audit.missing(AuditReport.MOST_RANGES),
        settings.seeded().order());
  }

  /** Connects, again where it may help, until nothing more is awaited. */
  private void consume(EventAudit audit, FolderContent content, AuditJournal journal)
      throws BrokerException, IOException, InterruptedException {
    while (true) {
      try {
        AuditInput input = opener.open(audit.nextOffsets());
        try {
          audit.reconnected();
          consume(audit, content, journal, input);
          return;
        } finally {
          input.close();
        }
      } catch (BrokerException e) {
        if (!settings.follow() || (e.kind() != Kind.LOST && e.kind() != Kind.UNREACHABLE)) {
          throw e;
        }
        report(audit, Optional.of(e.getMessage() + "; connecting again"));
        TimeUnit.MILLISECONDS.sleep(RECONNECT_MILLIS);
      }
    }
  }

  private void consume(
      EventAudit audit, FolderContent content, AuditJournal journal, AuditInput input)
      throws BrokerException, IOException, InterruptedException {
    while (true) {
      Optional<Arrival> next = input.poll(patience(audit));
      if (next.isEmpty()) {
        return;
      }
      long end = System.nanoTime() + BATCH_NANOS;
      int count = 0;
      while (next.isPresent()) {
        audit.add(next.get(), content);
        count++;
        next =
            count < BATCH && System.nanoTime() < end ? input.poll(Duration.ZERO) : Optional.empty();
      }
      journal.append(audit.takeEntry());
      input.acknowledge();
      report(audit, Optional.empty());
    }
  }

  /** Returns how long to wait for the next message. */
  private Duration patience(EventAudit audit) {
    boolean ended = isWhole() ? audit.seedEnded() > 0 : audit.isComplete();
    if (settings.follow() && !ended) {
      return FOREVER;
    }
    return audit.isComplete() && SETTLE.compareTo(settings.idleTimeout()) < 0
        ? SETTLE
        : settings.idleTimeout();
  }

  private boolean isWhole() {
    return settings.seeded().choice().equals(SeedChoice.getDefaultInstance());
  }

  private void report(EventAudit audit, Optional<String> note) {
    progress.accept(new AuditProgress(audit.expected(), audit.arrived(), note));
  }
}
