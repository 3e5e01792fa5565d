package com.happypancake.seeder.engine;

import com.happypancake.seeder.engine.Transport.LinkException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run knows of its link: whether it is open, when the broker was heard last, since when
 * there is trouble, and how long to wait before the next try. Not thread-safe.
 */
final class LinkState {

  private static final long FIRST_BACKOFF_NANOS = 100_000_000L;
  private static final long MAX_BACKOFF_NANOS = 10_000_000_000L;

  private final EngineSettings settings;
  private int number;
  private boolean isConnected;
  private OptionalLong lockedSinceNanos = OptionalLong.empty();
  private Optional<String> blocked = Optional.empty();
  private long heardNanos;
  private OptionalLong writingSinceNanos = OptionalLong.empty();
  private OptionalLong troubleSinceNanos = OptionalLong.empty();
  private String trouble = "";
  private long backoffNanos;
  private long notBeforeNanos;

  LinkState(EngineSettings settings, long nowNanos) {
    this.settings = settings;
    this.notBeforeNanos = nowNanos;
  }

  /** Returns the number of the last link; 0 before the first. */
  int number() {
    return number;
  }

  boolean isConnected() {
    return isConnected;
  }

  /** Returns whether a link with this number is open. */
  boolean isOpen(int link) {
    return isConnected && link == number;
  }

  /** Returns why the broker accepts no events; empty while it accepts them. */
  Optional<String> blocked() {
    return blocked;
  }

  /** Returns whether nothing was confirmed since a link was lost or an event refused. */
  boolean isTroubled() {
    return troubleSinceNanos.isPresent();
  }

  void connected(long nowNanos) {
    number++;
    isConnected = true;
    blocked = Optional.empty();
    heardNanos = nowNanos;
    lockedSinceNanos = OptionalLong.empty();
  }

  /**
   * Takes that no link could be opened.
   *
   * @return whether a person does not know it yet
   */
  boolean notConnected(LinkException.Kind kind, String why, long nowNanos) {
    boolean isNews = troubleSinceNanos.isEmpty();
    if (kind != LinkException.Kind.LOCKED) {
      lockedSinceNanos = OptionalLong.empty();
    } else if (lockedSinceNanos.isEmpty()) {
      lockedSinceNanos = OptionalLong.of(nowNanos);
      isNews = true;
    }
    trouble(why, nowNanos);
    backOff(nowNanos);
    return isNews;
  }

  /**
   * Returns whether the lock is held for longer than a ghost of this seeder holds it. The broker
   * gives a ghost's lock free when it misses its heartbeats.
   */
  boolean isLockedByOthers(long nowNanos) {
    return isOver(lockedSinceNanos, settings.ghostTimeout(), nowNanos);
  }

  void lost(String why, long nowNanos) {
    isConnected = false;
    blocked = Optional.empty();
    trouble(why, nowNanos);
    backOff(nowNanos);
  }

  /** Takes an answer of any kind. */
  void heard(long nowNanos) {
    heardNanos = nowNanos;
  }

  /** Takes that an event was confirmed. */
  void confirmed() {
    troubleSinceNanos = OptionalLong.empty();
    backoffNanos = 0;
  }

  /** Takes that the broker refused an event that is to be sent again. */
  void refused(String what, long nowNanos) {
    trouble(what, nowNanos);
    if (nowNanos >= notBeforeNanos) {
      backOff(nowNanos);
    }
  }

  /** Takes an alarm of the broker, or its end. The time under an alarm is no trouble. */
  void blocked(Optional<String> reason, long nowNanos) {
    heardNanos = nowNanos;
    troubleSinceNanos = OptionalLong.empty();
    blocked = reason;
  }

  /** Takes that the run is held, or goes on. A held run confirms nothing, which is no trouble. */
  void held(long nowNanos) {
    if (troubleSinceNanos.isPresent()) {
      troubleSinceNanos = OptionalLong.of(nowNanos);
    }
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

  /** Returns how long to wait before the next try; 0 or less for none. */
  long waitNanos(long nowNanos) {
    return notBeforeNanos - nowNanos;
  }

  /** Returns why the run gives up, if the trouble has lasted too long. */
  Optional<String> hopeless(long nowNanos) {
    return blocked.isEmpty() && isOver(troubleSinceNanos, settings.giveUpAfter(), nowNanos)
        ? Optional.of(
            "nothing was confirmed for " + settings.giveUpAfter().toSeconds() + " s; " + trouble)
        : Optional.empty();
  }

  /** Takes that an event is about to be written. */
  void writing(boolean isFirstInFlight, long nowNanos) {
    if (isFirstInFlight) {
      heardNanos = nowNanos;
    }
    writingSinceNanos = OptionalLong.of(nowNanos);
  }

  /** Takes that a write has returned. */
  void written() {
    writingSinceNanos = OptionalLong.empty();
  }

  boolean isWriting() {
    return writingSinceNanos.isPresent();
  }

  /** Returns why the link must be cut, if a write or a confirm is overdue. */
  Optional<String> overdue(boolean awaitsAnswers, long nowNanos) {
    if (!isConnected || blocked.isPresent()) {
      return Optional.empty();
    }
    String silence = " nothing for " + settings.confirmTimeout().toSeconds() + " s";
    // Answers show that the broker reads. On a slow link a write may wait for longer, until a part
    // of the system's buffer is free.
    if (!isOver(OptionalLong.of(heardNanos), settings.confirmTimeout(), nowNanos)) {
      return Optional.empty();
    }
    if (isOver(writingSinceNanos, settings.confirmTimeout(), nowNanos)) {
      return Optional.of("the broker read" + silence);
    }
    return awaitsAnswers ? Optional.of("the broker confirmed" + silence) : Optional.empty();
  }

  private static boolean isOver(OptionalLong sinceNanos, Duration limit, long nowNanos) {
    return sinceNanos.isPresent() && nowNanos - sinceNanos.getAsLong() > limit.toNanos();
  }
}
