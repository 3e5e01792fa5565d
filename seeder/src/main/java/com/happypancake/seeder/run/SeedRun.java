package com.happypancake.seeder.run;

import com.happypancake.seeder.SeedEvent;
import com.happypancake.seeder.SeedEvent.SeedPreflight;
import com.happypancake.seeder.SeedReport;
import com.happypancake.seeder.SeedReport.Outcome;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerException.CloseReason;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.EventProperties;
import com.happypancake.seeder.event.EventMessage;
import com.happypancake.seeder.event.EventSource;
import com.happypancake.seeder.event.WireFormat;
import com.happypancake.seeder.pace.Pacer;
import com.happypancake.seeder.pace.RateMeter;
import com.happypancake.seeder.run.ConfirmedChannel.State;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Publishes the events of a source at the seeding's rate and within its window.
 *
 * <p>A returned or refused event would leave a gap in a module's history. So the run publishes
 * nothing after it, drains the window, and ends as incomplete.
 */
final class SeedRun {

  private static final long SECOND_NANOS = 1_000_000_000L;

  /** After a stall, at most the events of a quarter of a second are sent without a pause. */
  private static final long MAX_CATCH_UP_NANOS = SECOND_NANOS / 4;

  /** The time for which an interrupted run waits for outstanding answers. */
  private static final long INTERRUPTED_DRAIN_NANOS = 5 * SECOND_NANOS;

  /** The time to wait for the client to report the loss of a connection after a failed write. */
  private static final long LOSS_NANOS = 2 * SECOND_NANOS;

  private final Seeding seeding;
  private final SeedPreflight preflight;
  private final EventSource source;
  private final ConfirmedChannel channel;
  private final Consumer<SeedEvent> events;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private final Pacer pacer;
  private final RateMeter meter;
  private final SeedTicker ticker;
  private final EventProperties properties;
  private long sent;
  private long bytes;

  SeedRun(
      SeedPreflight preflight,
      EventSource source,
      ConfirmedChannel channel,
      Consumer<SeedEvent> events,
      LongSupplier nanoTime) {
    this.seeding = preflight.seeding();
    this.preflight = preflight;
    this.source = source;
    this.properties = new EventProperties(WireFormat.of(preflight.eventsDigest()));
    this.channel = channel;
    this.events = events;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.pacer = new Pacer(seeding.rate(), startNanos, MAX_CATCH_UP_NANOS);
    this.meter = new RateMeter(startNanos);
    this.ticker = new SeedTicker(preflight, events, startNanos);
  }

  /**
   * Publishes all events of the source.
   *
   * @return the report of a complete or incomplete run
   * @throws BrokerException LOST if the connection is lost, the broker falls silent, or an event is
   *     returned without its ordinal
   * @throws IOException if the source cannot be read
   */
  SeedReport run() throws BrokerException, IOException, InterruptedException {
    try {
      publishAll();
      drain();
    } catch (BrokerException e) {
      throw lost(e);
    } catch (IOException e) {
      drainBriefly();
      end(Outcome.FAILED);
      throw e;
    } catch (InterruptedException e) {
      drainBriefly();
      throw interrupted();
    }
    return end(channel.state().isStopped() ? Outcome.INCOMPLETE : Outcome.COMPLETE);
  }

  private void publishAll() throws BrokerException, IOException, InterruptedException {
    while (source.advance()) {
      EventMessage message = source.message();
      long dueNanos = pacer.dueNanos(sent, nanoTime.getAsLong());
      if (!awaitTurn(dueNanos)) {
        return;
      }
      try {
        channel.publish(dueNanos, message, properties);
      } catch (IOException | ShutdownSignalException e) {
        // The client's thread may still read confirms that arrived before the loss.
        channel.awaitOver(LOSS_NANOS);
        throw new BrokerException(Kind.LOST, seeding.broker(), CloseReason.describe(e), e);
      } finally {
        sent++;
        bytes += source.bytes().length;
        meter.count(nanoTime.getAsLong());
      }
    }
  }

  /** Waits until an event is due and may be published. Returns false if the run must end. */
  private boolean awaitTurn(long dueNanos)
      throws BrokerException, IOException, InterruptedException {
    while (true) {
      State state = observe();
      if (state.isStopped()) {
        return false;
      }
      long nowNanos = nanoTime.getAsLong();
      if (nowNanos < dueNanos) {
        channel.awaitOver(Math.min(dueNanos - nowNanos, ticker.untilNextNanos(nowNanos)));
      } else if (!state.mayPublish()) {
        channel.awaitRoom(ticker.untilNextNanos(nowNanos));
      } else {
        return true;
      }
    }
  }

  private void drain() throws BrokerException, IOException, InterruptedException {
    while (observe().confirms().inFlight() > 0) {
      channel.awaitSettled(ticker.untilNextNanos(nanoTime.getAsLong()));
    }
  }

  /** Returns the channel's state, reports it once a second, and throws if the run must end. */
  private State observe() throws BrokerException, IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    State state = channel.state();
    if (state.loss().isPresent()) {
      ShutdownSignalException loss = state.loss().get();
      throw new BrokerException(Kind.LOST, seeding.broker(), CloseReason.describe(loss), loss);
    }
    if (state.unknownReturn()) {
      throw new BrokerException(
          Kind.LOST,
          seeding.broker(),
          String.format(
              Locale.ROOT,
              "an event came back without its header %s, so it is not known which; any of the last"
                  + " %d sent may be missing in its queues",
              EventProperties.ORDINAL,
              seeding.window()));
    }
    if (state.silentNanos() > seeding.confirmTimeout().toNanos()) {
      throw new BrokerException(
          Kind.LOST,
          seeding.broker(),
          "no confirm for " + seeding.confirmTimeout().toSeconds() + " s");
    }
    if (state.isStopped()) {
      channel.takeReturns().forEach(events);
    }
    if (ticker.tick(state, nanoTime.getAsLong())) {
      source.checkUnchanged();
    }
    return state;
  }

  /** Waits a few seconds for outstanding answers. Another interrupt ends the wait. */
  private void drainBriefly() {
    try {
      channel.awaitSettled(INTERRUPTED_DRAIN_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private BrokerException lost(BrokerException e) {
    SeedReport report = end(Outcome.LOST);
    String text = e.getMessage() + "; " + position(report);
    return new BrokerException(Kind.LOST, text, e);
  }

  private InterruptedException interrupted() {
    SeedReport report = end(Outcome.INTERRUPTED);
    return new InterruptedException("stopped: " + position(report));
  }

  /** Describes the position of a run and how to continue. Confirms may arrive out of order. */
  static String position(SeedReport report) {
    long resume = report.resumeOrdinal();
    if (report.mayRepeat() == 0) {
      return String.format(
          Locale.ROOT,
          "all events before ordinal %d are confirmed and nothing else was sent;"
              + " --from-ordinal %d continues",
          resume,
          resume);
    }
    return String.format(
        Locale.ROOT,
        "all events before ordinal %d are confirmed; of the %d sent from there on, %d may or may"
            + " not have arrived; --from-ordinal %d continues and repeats at most these %d, with"
            + " the same message ids",
        resume,
        report.mayRepeat(),
        report.confirms().inFlight(),
        resume,
        report.mayRepeat());
  }

  private SeedReport end(Outcome outcome) {
    channel.takeReturns().forEach(events);
    State state = channel.state();
    long nowNanos = nanoTime.getAsLong();
    SeedReport report =
        new SeedReport(
            outcome,
            preflight,
            state.confirms(),
            new SeedReport.Throughput(
                bytes,
                Duration.ofNanos(nowNanos - startNanos),
                Duration.ofNanos(pacer.slippedNanos()),
                Duration.ofNanos(state.blockedNanos()),
                meter.peak(nowNanos)),
            channel.latency());
    events.accept(new SeedEvent.Ended(report));
    return report;
  }
}
