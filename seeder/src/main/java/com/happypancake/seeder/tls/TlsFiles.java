package com.happypancake.seeder.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files, all PEM, that decide which brokers a TLS connection trusts and who it is.
 *
 * @param authorities the certificates of the authorities that sign the broker's certificate; empty
 *     for those that Java trusts
 * @param identity the client's own certificate; empty for none
 */
public record TlsFiles(Optional<Path> authorities, Optional<Identity> identity) {

  /**
   * A client's certificate and key.
   *
   * @param certificate the certificate, and those of the authorities between it and the root
   * @param key the private key in PKCS#8, not encrypted
   */
  public record Identity(Path certificate, Path key) {}

  /** Returns the default: what Java trusts, and no certificate of the client. */
  public static TlsFiles none() {
    return new TlsFiles(Optional.empty(), Optional.empty());
  }
}
