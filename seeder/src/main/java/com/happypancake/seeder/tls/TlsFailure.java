package com.happypancake.seeder.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Explains why a TLS connection to a broker failed. Stateless. */
public final class TlsFailure {

  /** The alerts by which a peer refuses a client's certificate, or wants one. */
  private static final List<String> ALERTS =
      List.of("certificate", "unknown_ca", "access_denied", "handshake_failure");

  private TlsFailure() {}

  /**
   * Returns what failed and what to do; empty if TLS is not the cause.
   *
   * @param host the host that was connected to
   * @param files the files of the connection
   * @param thrown what the client threw
   */
  public static Optional<String> explain(String host, TlsFiles files, Throwable thrown) {
    Optional<String> found = Optional.empty();
    for (@Nullable Throwable each = thrown; each != null; each = each.getCause()) {
      // The innermost of these exceptions knows most.
      Optional<String> more = explainOne(host, files, each, String.valueOf(each.getMessage()));
      found = more.isPresent() ? more : found;
    }
    return found;
  }

  private static Optional<String> explainOne(
      String host, TlsFiles files, Throwable thrown, String message) {
    if (thrown instanceof CertificateExpiredException
        || thrown instanceof CertificateNotYetValidException) {
      return Optional.of(
          "the broker's certificate is not valid now ("
              + message
              + "); renew it, or set this machine's clock");
    }
    if (thrown instanceof CertPathBuilderException) {
      return Optional.of(
          "the broker's certificate is signed by none of the authorities "
              + files
                  .authorities()
                  .map(file -> "in " + file + "; give the file of the one that signs it by --ca")
                  .orElse("that Java trusts; give the certificate of its authority by --ca"));
    }
    if (thrown instanceof CertificateException
        && (message.startsWith("No subject alternative") || message.startsWith("No name"))) {
      return Optional.of(
          "the broker's certificate is not for the host '"
              + host
              + "' ("
              + message
              + "); name the broker as its certificate does");
    }
    if (!(thrown instanceof SSLException)) {
      return Optional.empty();
    }
    if (message.startsWith("Unsupported or unrecognized")) {
      return Optional.of(
          "the port does not speak TLS; RabbitMQ's TLS port is 5671, and 5551 for streams");
    }
    if (message.contains("alert") && ALERTS.stream().anyMatch(message::contains)) {
      return Optional.of(
          files.identity().isPresent()
              ? "the broker does not accept the client's certificate ("
                  + message
                  + "); check that an authority that it trusts signed it"
              : "the broker asks for a client's certificate ("
                  + message
                  + "); give one by --cert and --key");
    }
    return Optional.of("TLS failed: " + message);
  }
}
