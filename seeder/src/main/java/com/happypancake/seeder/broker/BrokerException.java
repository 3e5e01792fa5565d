package com.happypancake.seeder.broker;

/** What a broker did not do, or what it lacks. */
public final class BrokerException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** Nothing that speaks AMQP 0-9-1 answers there. */
    UNREACHABLE,
    /** The user, the password or the virtual host is not accepted. */
    LOGIN,
    /** An exchange, a queue or a binding is missing, or is of another kind. */
    TOPOLOGY,
    /** The connection ended, or the broker fell silent, in the middle of the work. */
    LOST,
    /** The broker, or a guard against loss, refused what was asked. */
    REFUSED
  }

  private final Kind kind;

  /**
   * An error of a broker.
   *
   * @param kind of error
   * @param broker where
   * @param what is wrong, and what to do
   */
  public BrokerException(Kind kind, BrokerAddress broker, String what) {
    super(broker + ": " + what);
    this.kind = kind;
  }

  /**
   * An error of a broker, with what the client library said.
   *
   * @param kind of error
   * @param broker where
   * @param what is wrong, and what to do
   * @param cause of it
   */
  public BrokerException(Kind kind, BrokerAddress broker, String what, Throwable cause) {
    super(broker + ": " + what, cause);
    this.kind = kind;
  }

  /**
   * An error of a broker, told again with more.
   *
   * @param kind of error
   * @param message where, what is wrong, and what to do
   * @param cause the error as it was
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
