package com.happypancake.seeder.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown if an operation on a broker failed. */
public final class BrokerException extends Exception {

  private static final long serialVersionUID = 1L;

  /** The kind of failure. */
  public enum Kind {
    /** Nothing at the address speaks AMQP 0-9-1. */
    UNREACHABLE,
    /** The broker does not accept the user, the password or the virtual host. */
    LOGIN,
    /** An exchange, queue or binding is missing or has a different kind. */
    TOPOLOGY,
    /** The connection ended, or the broker fell silent during the work. */
    LOST,
    /** The broker or a safety check refused the request. */
    REFUSED
  }

  private final Kind kind;

  /**
   * Creates an error.
   *
   * @param kind the kind of failure
   * @param broker the broker that failed
   * @param what the problem and what to do
   */
  public BrokerException(Kind kind, BrokerAddress broker, String what) {
    super(broker + ": " + what);
    this.kind = kind;
  }

  /**
   * Creates an error with its cause.
   *
   * @param kind the kind of failure
   * @param broker the broker that failed
   * @param what the problem and what to do
   * @param cause the cause
   */
  public BrokerException(Kind kind, BrokerAddress broker, String what, Throwable cause) {
    super(broker + ": " + what, cause);
    this.kind = kind;
  }

  /**
   * Creates an error with a longer message.
   *
   * @param kind the kind of failure
   * @param message the message with the broker, the problem and what to do
   * @param cause the original error
   */
  public BrokerException(Kind kind, String message, BrokerException cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Returns the kind of failure. */
  public Kind kind() {
    return kind;
  }

  /**
   * The reason why a broker closed a channel or a connection.
   *
   * @param code AMQP's reply code, for example 404
   * @param text the broker's explanation
   */
  public record CloseReason(int code, String text) {

    private static final int ACCESS_REFUSED = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 530;
    private static final List<String> DOWN =
        List.of(" is down or inaccessible", " process is stopped by supervisor");

    /** Returns the broker's reason in an exception or its causes; empty if there is none. */
    public static Optional<CloseReason> of(Throwable thrown) {
      for (@Nullable Throwable each = thrown; each != null; each = each.getCause()) {
        if (each instanceof ShutdownSignalException signal) {
          Method method = signal.getReason();
          if (method instanceof AMQP.Channel.Close close) {
            return Optional.of(new CloseReason(close.getReplyCode(), close.getReplyText()));
          }
          if (method instanceof AMQP.Connection.Close close) {
            return Optional.of(new CloseReason(close.getReplyCode(), close.getReplyText()));
          }
        }
      }
      return Optional.empty();
    }

    /** Returns whether the login lacks a permission. */
    boolean isAccessRefused() {
      return code == ACCESS_REFUSED;
    }

    /** Returns whether the requested object does not exist on the broker. */
    public boolean isNotFound() {
      return code == NOT_FOUND && !isDown();
    }

    /**
     * Returns whether the requested queue exists and can't be used now: its node is gone, or it has
     * no leader yet after a start. RabbitMQ tells the two kinds of 404 apart by their text alone.
     */
    boolean isDown() {
      return code == NOT_FOUND && DOWN.stream().anyMatch(text::contains);
    }

    /** Returns whether the request contradicts an object on the broker. */
    boolean isNotAllowed() {
      return code == NOT_ALLOWED;
    }

    /** Returns the broker's reason or, without one, the client library's. */
    public static String describe(Throwable thrown) {
      return of(thrown)
          .map(reason -> "the broker says: " + reason.text())
          .orElseGet(() -> "the connection ended: " + innermost(thrown));
    }

    private static String innermost(Throwable thrown) {
      Throwable innermost = thrown;
      for (@Nullable Throwable each = thrown; each != null; each = each.getCause()) {
        innermost = each;
      }
      String message = innermost.getMessage();
      return message == null ? "no reason is given" : message;
    }
  }
}
