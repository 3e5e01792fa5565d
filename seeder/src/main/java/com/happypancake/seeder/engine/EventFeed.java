package com.happypancake.seeder.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fills a window with the events that are read, and with the end message after all others are
 * confirmed. Not thread-safe.
 *
 * @param <M> a message
 */
final class EventFeed<M> {

  private final ConfirmWindow<M> window;
  private final Optional<M> end;
  private final long endOrdinal;

  /** The event that was read and has no room yet. */
  private @Nullable M held;

  private long heldOrdinal;
  private boolean exhausted;
  private boolean endAdded;

  /**
   * Creates a feed.
   *
   * @param end the message that follows the confirm of all others; empty for none
   * @param endOrdinal its ordinal, which is above all others
   */
  EventFeed(ConfirmWindow<M> window, Optional<M> end, long endOrdinal) {
    this.window = window;
    this.end = end;
    this.endOrdinal = endOrdinal;
    this.endAdded = window.prefix() >= endOrdinal;
  }

  /** Takes the event that was read. */
  void loaded(long ordinal, M message) {
    held = message;
    heldOrdinal = ordinal;
  }

  /** Takes that there is no other event. */
  void exhausted() {
    exhausted = true;
  }

  /** Adds to the window what it has room for. */
  void fill() {
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

  /** Returns whether the next event is to be read. */
  boolean wantsMore() {
    return held == null && !exhausted;
  }

  /** Returns whether all events were read and given to the window. */
  boolean isDrained() {
    return held == null && exhausted;
  }

  /** Returns whether nothing more can be added before the log is synchronised. */
  boolean isShortOfRoom() {
    return exhausted || (held != null && !window.hasRoom(heldOrdinal));
  }

  /** Returns whether everything is confirmed in the synchronised log. */
  boolean isOver() {
    return isDrained() && (end.isEmpty() || endAdded) && window.isEmpty();
  }
}
