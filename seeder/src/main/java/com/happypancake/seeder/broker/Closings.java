package com.happypancake.seeder.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a broker says when it closes a channel or a connection. Stateless. */
public final class Closings {

  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 530;

  private Closings() {}

  /**
   * A broker's reason.
   *
   * @param code AMQP's reply code, for example 404
   * @param text for people
   */
  record Reason(int code, String text) {}

  /** Finds the broker's reason in an exception or its causes; empty where it gave none. */
  static Optional<Reason> reason(Throwable thrown) {
    for (@Nullable Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof ShutdownSignalException signal) {
        Method method = signal.getReason();
        if (method instanceof AMQP.Channel.Close close) {
          return Optional.of(new Reason(close.getReplyCode(), close.getReplyText()));
        }
        if (method instanceof AMQP.Connection.Close close) {
          return Optional.of(new Reason(close.getReplyCode(), close.getReplyText()));
        }
      }
    }
    return Optional.empty();
  }

  /** Tells whether the broker closed because what was named is not there. */
  public static boolean isNotFound(Throwable thrown) {
    return reason(thrown).filter(reason -> reason.code() == NOT_FOUND).isPresent();
  }

  /** Tells whether the broker closed because what was asked contradicts what is there. */
  static boolean isNotAllowed(Throwable thrown) {
    return reason(thrown).filter(reason -> reason.code() == NOT_ALLOWED).isPresent();
  }

  /** Returns what the broker said, or else what the client library did. */
  public static String text(Throwable thrown) {
    return reason(thrown)
        .map(reason -> "the broker says: " + reason.text())
        .orElseGet(() -> "the connection ended: " + innermost(thrown));
  }

  private static String innermost(Throwable thrown) {
    Throwable innermost = thrown;
    for (@Nullable Throwable each = thrown; each != null; each = each.getCause()) {
      innermost = each;
    }
    String message = innermost.getMessage();
    return message == null ? innermost.getClass().getSimpleName() : message;
  }
}
