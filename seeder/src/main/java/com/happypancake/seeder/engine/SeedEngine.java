package com.happypancake.seeder.engine;

import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.Incident.Kind;
import com.happypancake.schemas.seed.Progress;
import com.happypancake.schemas.seed.RunStopped.Reason;
import com.happypancake.seeder.engine.Transport.LinkException;
import com.happypancake.seeder.pace.LatencyMeter;
import com.happypancake.seeder.pace.Pacer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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

  private static final long FIRST_BACKOFF_NANOS = 100_000_000L;
  private static final long MAX_BACKOFF_NANOS = 10_000_000_000L;

  /** The longest wait for something that an answer will end. */
  private static final long IDLE_NANOS = 1_000_000_000L;

  private final EngineSettings settings;
  private final ConfirmWindow<M> window;
  private final Pacer pacer;
  private final LatencyMeter latency = new LatencyMeter();
  private final Optional<M> end;
  private final long endOrdinal;
  private final List<Incident> incidents = new ArrayList<>();
  private long sent;
  private long repeated;
  private long returned;
  private long nacked;
  private long incidentCount;

  private @Nullable M held;
  private long heldOrdinal;
  private boolean exhausted;
  private boolean endAdded;

  private int link;
  private boolean isConnected;
  private OptionalLong lockedSinceNanos = OptionalLong.empty();
  private Optional<String> blocked = Optional.empty();
  private long heardNanos;
  private OptionalLong writingSinceNanos = OptionalLong.empty();
  private OptionalLong troubleSinceNanos = OptionalLong.empty();
  private String trouble = "";
  private long backoffNanos;
  private long notBeforeNanos;
  private OptionalLong dueNanos = OptionalLong.empty();
  private Hold hold = Hold.NONE;
  private Optional<Step.End> stopping = Optional.empty();
  private long drainUntilNanos;

  /** What keeps the run from publishing, though it could. */
  public enum Hold {
    NONE,
    /** A person paused it. */
    PAUSED,
    /** The plan's hours are over. */
    CLOSED_HOURS
  }

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
    this.end = end;
    this.endOrdinal = endOrdinal;
    this.pacer = pacer;
    this.notBeforeNanos = nowNanos;
    this.endAdded = progress.getPrefix() >= endOrdinal;
  }

  /** Returns what to do now. */
  public Step next(long nowNanos) {
    if (stopping.isPresent()) {
      return drain(nowNanos);
    }
    if (isOver()) {
      return new Step.End(Reason.REASON_COMPLETE, "all events are confirmed");
    }
    if (troubleSinceNanos.isPresent()
        && blocked.isEmpty()
        && nowNanos - troubleSinceNanos.getAsLong() > settings.giveUpAfter().toNanos()) {
      stop(
          Reason.REASON_GAVE_UP,
          String.format(
              Locale.ROOT,
              "nothing was confirmed for %d s; %s",
              settings.giveUpAfter().toSeconds(),
              trouble),
          nowNanos);
      return drain(nowNanos);
    }
    if (!isConnected) {
      return nowNanos < notBeforeNanos ? waitFor(notBeforeNanos - nowNanos) : new Step.Connect();
    }
    if (blocked.isPresent() || hold != Hold.NONE) {
      return waitFor(IDLE_NANOS);
    }
    return publishOrLoad(nowNanos);
  }

  private Step publishOrLoad(long nowNanos) {
    if (nowNanos < notBeforeNanos) {
      return waitFor(notBeforeNanos - nowNanos);
    }
    window.requeueRefused();
    addHeld();
    OptionalLong queued = window.nextQueued();
    if (queued.isPresent()) {
      if (dueNanos.isEmpty()) {
        dueNanos = OptionalLong.of(pacer.dueNanos(sent, nowNanos));
      }
      long wait = dueNanos.getAsLong() - nowNanos;
      return wait > 0 ? waitFor(wait) : new Step.Publish(queued.getAsLong());
    }
    return held == null && !exhausted ? new Step.Load() : waitFor(IDLE_NANOS);
  }

  private void addHeld() {
    if (held != null && window.hasRoom(heldOrdinal)) {
      window.add(heldOrdinal, held);
      held = null;
    } else if (held != null) {
      window.skip(heldOrdinal - 1);
    } else if (exhausted && end.isPresent() && !endAdded && window.isEmpty()) {
      // Its ordinal may be far behind that of the last chosen event.
      window.skip(endOrdinal - 1);
      if (window.hasRoom(endOrdinal)) {
        window.add(endOrdinal, end.get());
        endAdded = true;
      }
    }
  }

  private boolean isOver() {
    return exhausted && held == null && (end.isEmpty() || endAdded) && window.isEmpty();
  }

  private Step drain(long nowNanos) {
    boolean waits = isConnected && window.inFlight() > 0 && nowNanos < drainUntilNanos;
    return waits ? waitFor(drainUntilNanos - nowNanos) : stopping.orElseThrow();
  }

  private static Step waitFor(long nanos) {
    return new Step.Wait(Math.max(1, Math.min(nanos, IDLE_NANOS)));
  }

  /** Takes the event that was read. */
  public void loaded(long ordinal, M message) {
    held = message;
    heldOrdinal = ordinal;
  }

  /** Takes that there is no other event. */
  public void exhausted() {
    exhausted = true;
  }

  /** Returns the message of an event that {@link #next} wants published. */
  public M message(long ordinal) {
    return window.message(ordinal);
  }

  /** Takes that an event is about to be handed to the link. */
  public void writing(long ordinal, long nowNanos) {
    if (window.inFlight() == 0) {
      heardNanos = nowNanos;
    }
    if (window.sent(ordinal, dueNanos.orElse(nowNanos))) {
      repeated++;
    }
    sent++;
    dueNanos = OptionalLong.empty();
    writingSinceNanos = OptionalLong.of(nowNanos);
  }

  /** Takes that the link took the event, or failed. */
  public void written() {
    writingSinceNanos = OptionalLong.empty();
  }

  /**
   * Takes that a link is open.
   *
   * @return the link's number, which its answers carry
   */
  public int connected(long nowNanos) {
    link++;
    isConnected = true;
    blocked = Optional.empty();
    heardNanos = nowNanos;
    lockedSinceNanos = OptionalLong.empty();
    if (troubleSinceNanos.isPresent()) {
      incident(Kind.KIND_RECONNECTED, "connected again", 0);
    }
    return link;
  }

  /** Returns the number of the last link; 0 before the first. */
  public int link() {
    return link;
  }

  /** Returns the number that the next link will have. */
  public int nextLink() {
    return link + 1;
  }

  /** Takes that no link could be opened. */
  public void notConnected(LinkException.Kind kind, String why, long nowNanos) {
    boolean isNews = troubleSinceNanos.isEmpty();
    if (kind != LinkException.Kind.LOCKED) {
      lockedSinceNanos = OptionalLong.empty();
    } else if (lockedSinceNanos.isEmpty()) {
      lockedSinceNanos = OptionalLong.of(nowNanos);
      isNews = true;
    }
    if (isNews) {
      incident(Kind.KIND_DISCONNECTED, "not connected yet: " + why, 0);
    }
    // The lock may still be held by a ghost of this seeder, until the broker misses its heartbeats.
    boolean isOthers =
        lockedSinceNanos.isPresent()
            && nowNanos - lockedSinceNanos.getAsLong() > settings.ghostTimeout().toNanos();
    if (kind == LinkException.Kind.REFUSED || isOthers) {
      stop(Reason.REASON_FAILED, why, nowNanos);
    }
    trouble(why, nowNanos);
    backOff(nowNanos);
  }

  /** Takes that a link is lost. */
  public void lost(int from, String why, long nowNanos) {
    if (from != link || !isConnected) {
      return;
    }
    isConnected = false;
    blocked = Optional.empty();
    window.requeueUnanswered();
    dueNanos = OptionalLong.empty();
    incident(Kind.KIND_DISCONNECTED, why, 0);
    trouble(why, nowNanos);
    backOff(nowNanos);
  }

  private void trouble(String why, long nowNanos) {
    trouble = why;
    if (troubleSinceNanos.isEmpty()) {
      troubleSinceNanos = OptionalLong.of(nowNanos);
    }
  }

  private void backOff(long nowNanos) {
    backoffNanos =
        backoffNanos == 0 ? FIRST_BACKOFF_NANOS : Math.min(2 * backoffNanos, MAX_BACKOFF_NANOS);
    notBeforeNanos = nowNanos + backoffNanos;
  }

  /** Takes confirms: the first {@code count} ordinals of the array. */
  public void confirmed(int from, long[] ordinals, int count, long nowNanos) {
    if (from != link || !isConnected) {
      return;
    }
    heardNanos = nowNanos;
    for (int i = 0; i < count; i++) {
      if (window.confirmed(ordinals[i])) {
        latency.add(nowNanos - window.due(ordinals[i]));
        troubleSinceNanos = OptionalLong.empty();
        backoffNanos = 0;
      }
    }
  }

  /** Takes a refusal. */
  public void nacked(int from, long ordinal, String why, long nowNanos) {
    if (from != link || !isConnected) {
      return;
    }
    heardNanos = nowNanos;
    if (window.nacked(ordinal)) {
      nacked++;
      refused(
          Kind.KIND_NACKED, ordinal, "the broker refused event " + ordinal + ": " + why, nowNanos);
    }
  }

  /** Takes a return. The event's confirm follows. */
  public void returned(int from, long ordinal, String why, long nowNanos) {
    if (from != link || !isConnected) {
      return;
    }
    heardNanos = nowNanos;
    if (window.returned(ordinal)) {
      returned++;
      refused(Kind.KIND_RETURNED, ordinal, "event " + ordinal + " came back: " + why, nowNanos);
    }
  }

  private void refused(Kind kind, long ordinal, String what, long nowNanos) {
    incident(kind, what, ordinal);
    if (settings.stopsAtRefusal()) {
      drainUntilNanos = nowNanos + settings.confirmTimeout().toNanos();
      if (stopping.isEmpty()) {
        stopping = Optional.of(new Step.End(Reason.REASON_REFUSED, what));
      }
      return;
    }
    trouble(what, nowNanos);
    if (nowNanos >= notBeforeNanos) {
      backOff(nowNanos);
    }
  }

  /** Takes that the broker accepts no events, or accepts them again. */
  public void blocked(int from, Optional<String> reason, long nowNanos) {
    if (from != link || !isConnected || reason.isPresent() == blocked.isPresent()) {
      return;
    }
    heardNanos = nowNanos;
    // The time under an alarm is no trouble.
    troubleSinceNanos = OptionalLong.empty();
    blocked = reason;
    dueNanos = OptionalLong.empty();
    incident(
        reason.isPresent() ? Kind.KIND_BLOCKED : Kind.KIND_UNBLOCKED,
        reason.orElse("the broker accepts events again"),
        0);
  }

  /** Returns why the link must be cut, if a write or a confirm is overdue. */
  public Optional<String> overdue(long nowNanos) {
    long timeout = settings.confirmTimeout().toNanos();
    boolean drained = stopping.isPresent() && nowNanos >= drainUntilNanos;
    if (writingSinceNanos.isPresent() && drained) {
      return Optional.of("the run stops, and the broker does not read");
    }
    if (!isConnected || blocked.isPresent()) {
      return Optional.empty();
    }
    if (writingSinceNanos.isPresent() && nowNanos - writingSinceNanos.getAsLong() > timeout) {
      return Optional.of(
          "the broker read nothing for " + settings.confirmTimeout().toSeconds() + " s");
    }
    if (window.inFlight() > 0 && nowNanos - heardNanos > timeout) {
      return Optional.of(
          "the broker confirmed nothing for " + settings.confirmTimeout().toSeconds() + " s");
    }
    return Optional.empty();
  }

  /** Holds the run, or lets it go on. */
  public void hold(Hold value, long nowNanos) {
    if (hold == value) {
      return;
    }
    if (hold == Hold.PAUSED) {
      incident(Kind.KIND_CONTINUED, "a person let the run go on", 0);
    } else if (value == Hold.PAUSED) {
      incident(Kind.KIND_PAUSED, "a person paused the run", 0);
    }
    hold = value;
    dueNanos = OptionalLong.empty();
  }

  /** Takes that a person changed the plan, so that due times are to be asked for again. */
  public void planChanged(String what) {
    incident(Kind.KIND_RATE_CHANGED, what, 0);
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
        || exhausted
        || window.unsynced() >= settings.window() / 4
        || (held != null && !window.hasRoom(heldOrdinal));
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

  /**
   * The events of a run.
   *
   * @param confirmed the seed's confirmed events, in all its runs
   * @param prefix all chosen events up to this ordinal are confirmed, and the log says so
   * @param inFlight the events without an answer
   * @param refused the events that will be sent again because the broker refused them
   * @param sent the events that this run published, repeats included
   * @param repeated those of them of which an earlier publish may have arrived
   * @param returned the events that came back
   * @param nacked the events that the broker refused
   */
  public record Counts(
      long confirmed,
      long prefix,
      long inFlight,
      long refused,
      long sent,
      long repeated,
      long returned,
      long nacked) {}

  /** Returns the schedule. */
  public Pacer pacer() {
    return pacer;
  }

  /** Returns what holds the run. */
  public Hold hold() {
    return hold;
  }

  /** Returns the number of events that this run published, repeats included. */
  public long sent() {
    return sent;
  }

  /** Returns the counts. */
  public Counts counts() {
    return new Counts(
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
    return blocked;
  }

  /** Returns whether a link is open. */
  public boolean isConnected() {
    return isConnected;
  }

  /** Returns whether the run is over. */
  public boolean isEnded() {
    return isOver() || (stopping.isPresent() && !isConnected);
  }

  /** Returns whether everything was read, so that only answers are awaited. */
  public boolean isDraining() {
    return stopping.isPresent() || (exhausted && held == null && window.queued() == 0);
  }

  private void incident(Kind kind, String what, long ordinal) {
    incidentCount++;
    incidents.add(Incident.newBuilder().setKind(kind).setWhat(what).setOrdinal(ordinal).build());
  }

  /** Returns the number of incidents so far. */
  public long incidents() {
    return incidentCount;
  }

  /** Returns the incidents since the last call, oldest first. */
  public List<Incident> takeIncidents() {
    List<Incident> taken = List.copyOf(incidents);
    incidents.clear();
    return taken;
  }
}
