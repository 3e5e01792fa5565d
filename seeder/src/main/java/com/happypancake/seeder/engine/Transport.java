package com.happypancake.seeder.engine;

import com.happypancake.seeder.event.EventMessage;
import java.io.IOException;
import java.util.Optional;

/** The way to a broker. Opens one link at a time. */
public interface Transport {

  /**
   * Opens a link and takes the seeder's lock on it, so that no other seeder publishes. Blocks.
   *
   * @param answers receives the broker's answers on other threads, until the link is closed
   * @throws LinkException if the broker can't be reached, refuses the login, or another seeder has
   *     the lock
   */
  Link connect(Answers answers) throws LinkException, InterruptedException;

  /** Returns the broker's product and version; empty before the first link. */
  Optional<String> product();

  /** An open connection that only publishes. */
  interface Link {

    /**
     * Hands an event to the broker, at the latest with the next {@link #flush}. May block for as
     * long as the broker does not read.
     *
     * @throws IOException if the link is lost; the event may have arrived
     */
    void publish(EventMessage message) throws IOException;

    /**
     * Hands to the broker what {@link #publish} still holds. May block as {@link #publish}.
     *
     * @throws IOException if the link is lost; events may have arrived
     */
    default void flush() throws IOException {}

    /** Ends the link in order, after the last answer. Waits a few seconds at most. */
    default void close() {
      cut();
    }

    /**
     * Cuts the link. Does not block, and ends a publish that blocks on another thread. No answer
     * follows.
     */
    void cut();
  }

  /** The broker's answers. Thread-safe; no method blocks. */
  interface Answers {

    /** The events with these ordinals are confirmed: the first {@code count} of the array. */
    void confirmed(long[] ordinals, int count);

    /** The broker refused an event. */
    void nacked(long ordinal, String why);

    /**
     * The broker refused an event, and the link will be lost. The event is published again on the
     * next link, which may have to refuse it for good. Only streams do this. It may come after the
     * link is lost.
     */
    default void refused(long ordinal, String why) {}

    /** The broker routed an event to no queue. Its confirm follows. */
    void returned(long ordinal, String why);

    /** The broker accepts no events for this reason; empty when it accepts them again. */
    void blocked(Optional<String> reason);

    /** The link is lost. No other answer follows but {@link #refused}. */
    void lost(String why);
  }

  /** Thrown if no link could be opened. */
  final class LinkException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whether and how to try again. */
    public enum Kind {
      /** The broker may come back. */
      UNREACHABLE,
      /** Another connection has the lock; it may be this seeder's own ghost. */
      LOCKED,
      /** Trying again is of no use: login, permission, missing exchange. */
      REFUSED
    }

    private final Kind kind;

    /** Creates an error with a sentence that says what and what to do. */
    public LinkException(Kind kind, String what, Throwable cause) {
      super(what, cause);
      this.kind = kind;
    }

    /** Returns whether and how to try again. */
    public Kind kind() {
      return kind;
    }
  }
}
