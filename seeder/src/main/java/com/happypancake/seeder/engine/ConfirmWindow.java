package com.happypancake.seeder.engine;

import com.google.protobuf.ByteString;
import com.happypancake.schemas.seed.Progress;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The events between those whose confirms are in the synchronised log and those not yet read.
 *
 * <p>The window spans at most {@code span} ordinals behind {@link #prefix}. An event leaves it only
 * by {@link #synced}, so a killed run repeats at most the events of one window. The window owns the
 * messages until they are confirmed. Not thread-safe.
 *
 * @param <M> a message
 */
final class ConfirmWindow<M> {

  private enum State {
    /** Not chosen, or not read yet. */
    NONE,
    /** To be published. */
    QUEUED,
    /** Published, without an answer. */
    SENT,
    /** Published and returned; its confirm follows. */
    RETURNED,
    /** Returned or refused: no queue, or not every queue, has it. */
    REFUSED,
    CONFIRMED
  }

  private final int span;
  private final State[] states;
  private final Object[] messages;
  private final long[] dueNanos;
  private final BitSet restored;
  private final long restoredFrom;
  private long prefix;
  private long settled;
  private long taken;
  private long takenConfirmed;
  private long top;
  private long cursor;
  private long sentTo;
  private long maySentTo;
  private int queued;
  private int inFlight;
  private int refused;
  private long confirmed;
  private boolean changed;

  /**
   * Creates a window.
   *
   * @param span the most ordinals that the window may span
   * @param progress what an earlier run confirmed
   * @param maySentTo the highest ordinal that an earlier run may have published
   */
  ConfirmWindow(int span, Progress progress, long maySentTo) {
    this.span = span;
    this.states = new State[span];
    Arrays.fill(states, State.NONE);
    this.messages = new Object[span];
    this.dueNanos = new long[span];
    this.restored = BitSet.valueOf(progress.getAfter().toByteArray());
    this.restoredFrom = progress.getPrefix() + 1;
    this.prefix = progress.getPrefix();
    this.settled = prefix;
    this.taken = prefix;
    this.top = prefix;
    this.cursor = prefix + 1;
    this.sentTo = progress.getSentTo();
    this.maySentTo = maySentTo;
    this.confirmed = progress.getConfirmed();
    this.takenConfirmed = confirmed;
  }

  private int slot(long ordinal) {
    return (int) (ordinal % span);
  }

  private boolean holds(long ordinal) {
    return ordinal > prefix && ordinal <= top;
  }

  private State state(long ordinal) {
    return holds(ordinal) ? states[slot(ordinal)] : State.NONE;
  }

  private void set(long ordinal, State state) {
    states[slot(ordinal)] = state;
  }

  /** Returns whether an event with this ordinal may be added. */
  boolean hasRoom(long ordinal) {
    return ordinal <= prefix + span;
  }

  /**
   * Adds the next event, to be published. An event that an earlier run confirmed is not published
   * again.
   */
  void add(long ordinal, M message) {
    if (ordinal <= top || !hasRoom(ordinal)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "expected an ordinal in %d to %d, got %d",
              top + 1,
              prefix + span,
              ordinal));
    }
    skip(ordinal - 1);
    top = ordinal;
    if (isRestored(ordinal)) {
      set(ordinal, State.CONFIRMED);
      changed = true;
      return;
    }
    set(ordinal, State.QUEUED);
    messages[slot(ordinal)] = message;
    queued++;
  }

  private boolean isRestored(long ordinal) {
    long bit = ordinal - restoredFrom;
    return bit >= 0 && bit < restored.length() && restored.get((int) bit);
  }

  /** Notes that no event up to this ordinal is chosen, but those that were added. */
  void skip(long ordinal) {
    long last = Math.min(ordinal, prefix + span);
    while (top < last) {
      top++;
      set(top, State.NONE);
    }
    if (isSettled()) {
      // Nothing is in the window, so the prefix may pass over any number of ordinals.
      settled = Math.max(settled, ordinal);
      changed |= settled > taken;
    }
  }

  /** Returns the lowest event to publish. */
  OptionalLong nextQueued() {
    if (queued == 0) {
      return OptionalLong.empty();
    }
    cursor = Math.max(cursor, prefix + 1);
    while (state(cursor) != State.QUEUED) {
      cursor++;
    }
    return OptionalLong.of(cursor);
  }

  @SuppressWarnings("unchecked") // Only add() puts messages there.
  M message(long ordinal) {
    return (M) messages[slot(ordinal)];
  }

  /**
   * Notes that an event is handed to the link.
   *
   * @param due when it was due; its latency starts here
   * @return whether an earlier publish of it may have arrived
   */
  boolean sent(long ordinal, long due) {
    set(ordinal, State.SENT);
    dueNanos[slot(ordinal)] = due;
    queued--;
    inFlight++;
    boolean repeat = ordinal <= maySentTo;
    maySentTo = Math.max(maySentTo, ordinal);
    sentTo = Math.max(sentTo, ordinal);
    return repeat;
  }

  /** Returns when an event was due that has just been confirmed. */
  long due(long ordinal) {
    return dueNanos[slot(ordinal)];
  }

  /**
   * Takes a confirm.
   *
   * @return whether it is the event's first, and the event was not returned
   */
  boolean confirmed(long ordinal) {
    switch (state(ordinal)) {
      case SENT -> {
        set(ordinal, State.CONFIRMED);
        messages[slot(ordinal)] = null;
        inFlight--;
        confirmed++;
        changed = true;
        return true;
      }
      case RETURNED -> refuse(ordinal);
      case NONE, QUEUED, REFUSED, CONFIRMED -> {}
    }
    return false;
  }

  /** Takes a refusal. Returns false if no answer for the event was due. */
  boolean nacked(long ordinal) {
    State state = state(ordinal);
    if (state != State.SENT && state != State.RETURNED) {
      return false;
    }
    refuse(ordinal);
    return state == State.SENT;
  }

  private void refuse(long ordinal) {
    set(ordinal, State.REFUSED);
    inFlight--;
    refused++;
  }

  /** Takes a return. Returns false if no answer for the event was due. */
  boolean returned(long ordinal) {
    if (state(ordinal) != State.SENT) {
      return false;
    }
    set(ordinal, State.RETURNED);
    return true;
  }

  /** Puts the events without an answer back, after the link was lost. */
  void requeueUnanswered() {
    for (long each = prefix + 1; each <= top; each++) {
      State state = state(each);
      if (state == State.SENT || state == State.RETURNED) {
        requeue(each);
        inFlight--;
      }
    }
  }

  /** Puts the refused events back. */
  void requeueRefused() {
    for (long each = prefix + 1; refused > 0 && each <= top; each++) {
      if (state(each) == State.REFUSED) {
        requeue(each);
        refused--;
      }
    }
  }

  private void requeue(long ordinal) {
    set(ordinal, State.QUEUED);
    queued++;
    cursor = Math.min(cursor, ordinal);
  }

  int queued() {
    return queued;
  }

  int inFlight() {
    return inFlight;
  }

  int refused() {
    return refused;
  }

  /** Returns the number of the seed's confirmed events. */
  long confirmed() {
    return confirmed;
  }

  /** Returns the number of events that were confirmed since the last {@link #takeProgress}. */
  long unsynced() {
    return confirmed - takenConfirmed;
  }

  /** All chosen events up to this ordinal are confirmed, and the synchronised log says so. */
  long prefix() {
    return prefix;
  }

  /** Returns whether the synchronised log has the confirms of all events that were added. */
  boolean isEmpty() {
    return prefix >= top;
  }

  private boolean isSettled() {
    settle();
    return settled >= top;
  }

  private void settle() {
    while (settled < top && isDone(states[slot(settled + 1)])) {
      settled++;
    }
  }

  private static boolean isDone(State state) {
    return state == State.CONFIRMED || state == State.NONE;
  }

  /** Returns what the log should say now; empty if it says so already. */
  Optional<Progress> takeProgress() {
    if (!changed) {
      return Optional.empty();
    }
    changed = false;
    settle();
    taken = settled;
    takenConfirmed = confirmed;
    BitSet after = new BitSet();
    for (long each = settled + 2; each <= top; each++) {
      if (state(each) == State.CONFIRMED) {
        after.set((int) (each - settled - 1));
      }
    }
    // Those that were not read again yet.
    long first = Math.max(top, settled) + 1;
    for (int bit =
            restored.nextSetBit(
                (int) Math.min(restored.length(), Math.max(0, first - restoredFrom)));
        bit >= 0;
        bit = restored.nextSetBit(bit + 1)) {
      after.set((int) (restoredFrom + bit - settled - 1));
    }
    return Optional.of(
        Progress.newBuilder()
            .setPrefix(settled)
            .setAfter(ByteString.copyFrom(after.toByteArray()))
            .setConfirmed(confirmed)
            .setSentTo(sentTo)
            .build());
  }

  /** Returns what the log should say at the end, whether or not it says so already. */
  Progress progress() {
    changed = true;
    return takeProgress().orElseThrow();
  }

  /** Takes that the log holds a progress. Its confirmed events leave the window. */
  void synced(Progress progress) {
    while (prefix < progress.getPrefix()) {
      prefix++;
      states[slot(prefix)] = State.NONE;
    }
    top = Math.max(top, prefix);
  }
}
