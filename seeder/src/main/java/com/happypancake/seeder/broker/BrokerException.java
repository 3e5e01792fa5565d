package com.happypancake.seeder.broker;

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
}
