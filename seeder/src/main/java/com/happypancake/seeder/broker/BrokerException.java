package com.happypancake.seeder.broker;

/** An operation on a broker failed. */
public final class BrokerException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** Nothing that speaks AMQP 0-9-1 answers there. */
    UNREACHABLE,
    /** The user, the password or the virtual host is not accepted. */
    LOGIN,
    /** An exchange, a queue or a binding is missing or of another kind. */
    TOPOLOGY,
    /** The connection ended or the broker fell silent during the work. */
    LOST,
    /** The broker or a safety check refused the request. */
    REFUSED
  }

  private final Kind kind;

  /**
   * Creates an error.
   *
   * @param kind of error
   * @param broker that it concerns
   * @param what is wrong, and what to do
   */
  public BrokerException(Kind kind, BrokerAddress broker, String what) {
    super(broker + ": " + what);
    this.kind = kind;
  }

  /**
   * Creates an error with its cause.
   *
   * @param kind of error
   * @param broker that it concerns
   * @param what is wrong, and what to do
   * @param cause from the client library
   */
  public BrokerException(Kind kind, BrokerAddress broker, String what, Throwable cause) {
    super(broker + ": " + what, cause);
    this.kind = kind;
  }

  /**
   * Creates an error with a longer message.
   *
   * @param kind of error
   * @param message with the broker, what is wrong, and what to do
   * @param cause the original error
   */
  public BrokerException(Kind kind, String message, BrokerException cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Returns the kind of error. */
  public Kind kind() {
    return kind;
  }
}
