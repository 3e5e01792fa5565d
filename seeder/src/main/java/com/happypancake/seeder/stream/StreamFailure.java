package com.happypancake.seeder.stream;

import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.engine.Transport.LinkException;
import com.happypancake.seeder.engine.Transport.LinkException.Kind;
import com.happypancake.seeder.tls.TlsFailure;
import com.rabbitmq.stream.AuthenticationFailureException;
import com.rabbitmq.stream.Constants;
import com.rabbitmq.stream.StreamDoesNotExistException;
import com.rabbitmq.stream.StreamException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in words what the stream client throws. Stateless. */
final class StreamFailure {

  private StreamFailure() {}

  /**
   * Returns what a failure means for a link.
   *
   * @param where the broker's addresses, for people
   * @param stream the stream that the request was about; empty for none
   * @throws InterruptedException if the thread was interrupted
   */
  static LinkException explain(
      String where, BrokerAddress broker, String stream, RuntimeException thrown)
      throws InterruptedException {
    for (@Nullable Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof InterruptedException || Thread.interrupted()) {
        throw new InterruptedException("stopped while connecting to the stream");
      }
      Optional<String> refusal = refusal(broker, stream, each);
      if (refusal.isPresent()) {
        return new LinkException(Kind.REFUSED, where + ": " + refusal.get(), thrown);
      }
    }
    return new LinkException(
        Kind.UNREACHABLE,
        where
            + ": no stream connection: "
            + thrown.getMessage()
            + "; check that the plugin rabbitmq_stream is enabled and that the port is its own",
        thrown);
  }

  /** Returns why trying again is of no use; empty if it may help. */
  private static Optional<String> refusal(BrokerAddress broker, String stream, Throwable thrown) {
    if (thrown instanceof StreamDoesNotExistException) {
      return Optional.of(
          "there is no stream '" + stream + "'; 'hpc topology declare --stream' makes it");
    }
    if (thrown instanceof AuthenticationFailureException) {
      return Optional.of(
          "the broker does not accept the user or the password; check both"
              + " (RabbitMQ lets 'guest' in from its own host alone)");
    }
    if (thrown instanceof StreamException refusal
        && (refusal.getCode() == Constants.RESPONSE_CODE_ACCESS_REFUSED
            || refusal.getCode() == Constants.RESPONSE_CODE_VIRTUAL_HOST_ACCESS_FAILURE)) {
      return Optional.of("the login may not do this; check its permissions");
    }
    return TlsFailure.explain(broker.host(), broker.tlsFiles(), thrown);
  }
}
