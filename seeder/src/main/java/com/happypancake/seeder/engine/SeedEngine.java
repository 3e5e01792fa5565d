package com.happypancake.seeder.engine;

import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.Incident.Kind;
import com.happypancake.schemas.seed.Progress;
import com.happypancake.schemas.seed.RunStopped.Reason;
import com.happypancake.seeder.engine.Transport.LinkException;
import com.happypancake.seeder.pace.LatencyMeter;
import com.happypancake.seeder.pace.Pacer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides what a run does next, from the plan, the broker's answers and the log. It takes the time
 * as an argument and does nothing itself.
 *
 * <p>One caller performs the steps of {@link #next}. Answers come between steps, each with the
 * number of the link that brought it; those of an earlier link change nothing. All times are those
 * of {@link System#nanoTime}. Not thread-safe.
 *
 * @param <M> a message
 */
public final class SeedEngine<M> {

  /** The longest wait for something that an answer will end. */
  private static final long IDLE_NANOS = 1_000_000_000L;

  private final EngineSettings settings;
  private final ConfirmWindow<M> window;
  private final Pacer pacer;
  private final LatencyMeter latency = new LatencyMeter();
  private final EventFeed<M> feed;
  private final IncidentList incidents = new IncidentList();
  private long sent;
  private long repeated;
  private long returned;
  private long nacked;

  private final LinkState link;
  private OptionalLong dueNanos = OptionalLong.empty();
  private RunHold hold = RunHold.NONE;
  private Optional<Step.End> stopping = Optional.empty();
  private long drainUntilNanos;

  /**
   * Creates the engine of a run.
   *
   * @param progress what earlier runs confirmed
   * @param maySentTo the highest ordinal that they may have published
   * @param end the message that follows the confirm of all others; empty for none
   * @param endOrdinal its ordinal, which is above all others
   * @param pacer says when events are due
   * @param nowNanos the current time
   */
  public SeedEngine(
      EngineSettings settings,
      Progress progress,
      long maySentTo,
      Optional<M> end,
      long endOrdinal,
      Pacer pacer,
      long nowNanos) {
    this.settings = settings;
    this.window = new ConfirmWindow<>(settings.window(), progress, maySentTo);
    this.feed = new EventFeed<>(window, end, endOrdinal);
    this.pacer = pacer;
    this.link = new LinkState(settings, nowNanos);
  }

  /** Returns what to do now. */
  public Step next(long nowNanos) {
    if (stopping.isPresent()) {
      return drain(nowNanos);
    }
    if (feed.isOver()) {
      return new Step.End(Reason.REASON_COMPLETE, "all events are confirmed");
    }
    Optional<String> hopeless = hold == RunHold.NONE ? link.hopeless(nowNanos) : Optional.empty();
    if (hopeless.isPresent()) {
      stop(Reason.REASON_GAVE_UP, hopeless.get(), nowNanos);
      return drain(nowNanos);
    }
    if (!link.isConnected()) {
      long wait = link.waitNanos(nowNanos);
      return wait > 0 ? waitFor(wait) : new Step.Connect();
    }
    if (link.blocked().isPresent() || hold != RunHold.NONE) {
      return waitFor(IDLE_NANOS);
    }
    return publishOrLoad(nowNanos);
  }

  private Step publishOrLoad(long nowNanos) {
    if (link.waitNanos(nowNanos) > 0) {
      return waitFor(link.waitNanos(nowNanos));
    }
    window.requeueRefused();
    feed.fill();
    OptionalLong queued = window.nextQueued();
    if (queued.isPresent()) {
      if (dueNanos.isEmpty()) {
        dueNanos = OptionalLong.of(pacer.dueNanos(sent, nowNanos));
      }
      long wait = dueNanos.getAsLong() - nowNanos;
      return wait > 0 ? waitFor(wait) : new Step.Publish(queued.getAsLong());
    }
    return feed.wantsMore() ? new Step.Load() : waitFor(IDLE_NANOS);
  }

  private Step drain(long nowNanos) {
    boolean waits = link.isConnected() && window.inFlight() > 0 && nowNanos < drainUntilNanos;
    return waits ? waitFor(drainUntilNanos - nowNanos) : stopping.orElseThrow();
  }

  private static Step waitFor(long nanos) {
    return new Step.Wait(Math.max(1, Math.min(nanos, IDLE_NANOS)));
  }

  /** Takes the event that was read. */
  public void loaded(long ordinal, M message) {
    feed.loaded(ordinal, message);
  }

  /** Takes that there is no other event. */
  public void exhausted() {
    feed.exhausted();
  }

  /** Returns the message of an event that {@link #next} wants published. */
  public M message(long ordinal) {
    return window.message(ordinal);
  }

  /** Takes that an event is about to be handed to the link. */
  public void writing(long ordinal, long nowNanos) {
    link.writing(window.inFlight() == 0, nowNanos);
    if (window.sent(ordinal, dueNanos.orElse(nowNanos))) {
      repeated++;
    }
    sent++;
    dueNanos = OptionalLong.empty();
  }

  /** Takes that the link is about to hand to the broker what it still holds. */
  public void flushing(long nowNanos) {
    link.writing(false, nowNanos);
  }

  /** Takes that the link took the event, or failed. */
  public void written() {
    link.written();
  }

  /**
   * Takes that a link is open.
   *
   * @return the link's number, which its answers carry
   */
  public int connected(long nowNanos) {
    link.connected(nowNanos);
    if (link.isTroubled()) {
      incidents.add(Kind.KIND_RECONNECTED, "connected again", 0);
    }
    return link.number();
  }

  /** Returns the number of the last link; 0 before the first. */
  public int link() {
    return link.number();
  }

  /** Takes that no link could be opened. */
  public void notConnected(LinkException.Kind kind, String why, long nowNanos) {
    if (link.notConnected(kind, why, nowNanos)) {
      incidents.add(Kind.KIND_DISCONNECTED, "not connected yet: " + why, 0);
    }
    if (kind == LinkException.Kind.REFUSED || link.isLockedByOthers(nowNanos)) {
      stop(Reason.REASON_FAILED, why, nowNanos);
    }
  }

  /** Takes that a link is lost. */
  public void lost(int from, String why, long nowNanos) {
    if (!link.isOpen(from)) {
      return;
    }
    link.lost(why, nowNanos);
    window.requeueUnanswered();
    dueNanos = OptionalLong.empty();
    incidents.add(Kind.KIND_DISCONNECTED, why, 0);
  }

  /** Takes confirms: the first {@code count} ordinals of the array. */
  public void confirmed(int from, long[] ordinals, int count, long nowNanos) {
    if (!link.isOpen(from)) {
      return;
    }
    link.heard(nowNanos);
    for (int i = 0; i < count; i++) {
      if (window.confirmed(ordinals[i])) {
        latency.add(nowNanos - window.due(ordinals[i]));
        link.confirmed();
      }
    }
  }

  /** Takes a refusal. */
  public void nacked(int from, long ordinal, String why, long nowNanos) {
    if (!link.isOpen(from)) {
      return;
    }
    link.heard(nowNanos);
    if (window.nacked(ordinal)) {
      nacked++;
      refused(
          Kind.KIND_NACKED, ordinal, "the broker refused event " + ordinal + ": " + why, nowNanos);
    }
  }

  /**
   * Takes that a stream refused an event, of which any link may tell. The event is published again.
   * The log must know of it: once a later event is stored, the stream drops this one and confirms
   * it.
   */
  public void refused(long ordinal, String why) {
    nacked++;
    incidents.add(Kind.KIND_NACKED, "the broker refused event " + ordinal + ": " + why, ordinal);
  }

  /** Takes a return. The event's confirm follows. */
  public void returned(int from, long ordinal, String why, long nowNanos) {
    if (!link.isOpen(from)) {
      return;
    }
    link.heard(nowNanos);
    if (window.returned(ordinal)) {
      returned++;
      refused(Kind.KIND_RETURNED, ordinal, "event " + ordinal + " came back: " + why, nowNanos);
    }
  }

  private void refused(Kind kind, long ordinal, String what, long nowNanos) {
    incidents.add(kind, what, ordinal);
    if (settings.stopsAtRefusal()) {
      drainUntilNanos = nowNanos + settings.confirmTimeout().toNanos();
      if (stopping.isEmpty()) {
        stopping = Optional.of(new Step.End(Reason.REASON_REFUSED, what));
      }
      return;
    }
    link.refused(what, nowNanos);
  }

  /** Takes that the broker accepts no events, or accepts them again. */
  public void blocked(int from, Optional<String> reason, long nowNanos) {
    if (!link.isOpen(from) || reason.isPresent() == link.blocked().isPresent()) {
      return;
    }
    link.blocked(reason, nowNanos);
    dueNanos = OptionalLong.empty();
    incidents.add(
        reason.isPresent() ? Kind.KIND_BLOCKED : Kind.KIND_UNBLOCKED,
        reason.orElse("the broker accepts events again"),
        0);
  }

  /** Returns why the link must be cut, if a write or a confirm is overdue. */
  public Optional<String> overdue(long nowNanos) {
    if (link.isWriting() && stopping.isPresent() && nowNanos >= drainUntilNanos) {
      return Optional.of("the run stops, and the broker does not read");
    }
    return link.overdue(window.inFlight() > 0, nowNanos);
  }

  /** Holds the run, or lets it go on. */
  public void hold(RunHold value, long nowNanos) {
    if (hold == value) {
      return;
    }
    if (hold == RunHold.PAUSED) {
      incidents.add(Kind.KIND_CONTINUED, "a person let the run go on", 0);
    } else if (value == RunHold.PAUSED) {
      incidents.add(Kind.KIND_PAUSED, "a person paused the run", 0);
    }
    hold = value;
    link.held(nowNanos);
    dueNanos = OptionalLong.empty();
  }

  /** Takes that a person changed the plan, so that due times are to be asked for again. */
  public void planChanged(String what) {
    incidents.add(Kind.KIND_RATE_CHANGED, what, 0);
    dueNanos = OptionalLong.empty();
  }

  /** Takes that the cap of the rate may have changed. */
  public void capChanged() {
    dueNanos = OptionalLong.empty();
  }

  /** Ends the run after outstanding answers have come, or a few seconds. */
  public void stop(Reason reason, String what, long nowNanos) {
    if (stopping.isEmpty()) {
      stopping = Optional.of(new Step.End(reason, what));
      drainUntilNanos = nowNanos + settings.drainTimeout().toNanos();
    }
  }

  /**
   * Returns whether the run can hardly go on before the log is synchronised, so that it must not
   * wait for more to write.
   */
  public boolean isShortOfRoom() {
    return stopping.isPresent()
        || feed.isShortOfRoom()
        || window.unsynced() >= settings.window() / 4;
  }

  /** Returns what the log should say now; empty if it says so already. */
  public Optional<Progress> takeProgress() {
    return window.takeProgress();
  }

  /** Returns what the log should say at the end of the run. */
  public Progress progress() {
    return window.progress();
  }

  /** Takes that the log holds a progress, on the disk. */
  public void synced(Progress progress) {
    window.synced(progress);
  }

  /** Returns the schedule. */
  public Pacer pacer() {
    return pacer;
  }

  /** Returns what holds the run. */
  public RunHold hold() {
    return hold;
  }

  /** Returns the number of events that this run published, repeats included. */
  public long sent() {
    return sent;
  }

  /** Returns the counts. */
  public RunCounts counts() {
    return new RunCounts(
        window.confirmed(),
        window.prefix(),
        window.inFlight(),
        window.refused(),
        sent,
        repeated,
        returned,
        nacked);
  }

  /** Returns the time from when events were due to their confirms. */
  public LatencyMeter latency() {
    return latency;
  }

  /** Returns why the broker accepts no events; empty while it accepts them. */
  public Optional<String> blocked() {
    return link.blocked();
  }

  /** Returns whether a link is open. */
  public boolean isConnected() {
    return link.isConnected();
  }

  /** Returns whether the run is over. */
  public boolean isEnded() {
    return feed.isOver() || (stopping.isPresent() && !link.isConnected());
  }

  /** Returns whether everything was read, so that only answers are awaited. */
  public boolean isDraining() {
    return stopping.isPresent() || (feed.isDrained() && window.queued() == 0);
  }

  /** Returns the number of incidents so far. */
  public long incidents() {
    return incidents.count();
  }

  /** Returns the incidents since the last call, oldest first. */
  public List<Incident> takeIncidents() {
    return incidents.take();
  }
}
