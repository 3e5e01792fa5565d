package com.happypancake.seeder.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Reads {@link TlsFiles}. Stateless. */
public final class TlsContexts {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----([^-]*)-----END");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final char[] NO_PASSWORD = {};

  private TlsContexts() {}

  /**
   * Returns a context that verifies the peer's certificate. The caller also has to ask for the
   * verification of the host name. The files are read anew each time, so renewed ones are used from
   * the next connection on.
   *
   * @throws SSLException if a file is missing, unreadable or of another kind; the message says
   *     which and what to do, and holds nothing of a key
   */
  public static SSLContext of(TlsFiles files) throws SSLException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager @Nullable [] keys =
          files.identity().isPresent() ? keys(files.identity().get()) : null;
      TrustManager @Nullable [] trust =
          files.authorities().isPresent() ? trust(files.authorities().get()) : null;
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new SSLException("this Java has no usable TLS: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trust(Path authorities)
      throws SSLException, GeneralSecurityException {
    KeyStore store = emptyStore();
    int number = 0;
    for (Certificate each : certificates(authorities)) {
      store.setCertificateEntry("authority-" + number++, each);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keys(TlsFiles.Identity identity)
      throws SSLException, GeneralSecurityException {
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client",
        key(identity.key()),
        NO_PASSWORD,
        certificates(identity.certificate()).toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws SSLException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new SSLException(e);
    }
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file) throws SSLException {
    byte[] bytes = read(file);
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException e) {
      throw new SSLException(noCertificate(file), e);
    }
    throw new SSLException(noCertificate(file));
  }

  private static String noCertificate(Path file) {
    return file + ": holds no certificate in PEM ('-----BEGIN CERTIFICATE-----')";
  }

  private static PrivateKey key(Path file) throws SSLException, GeneralSecurityException {
    Matcher pem = KEY.matcher(new String(read(file), StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw new SSLException(
          file + ": holds no private key in PEM ('-----BEGIN PRIVATE KEY-----')");
    }
    String kind = pem.group(1).strip();
    if (!kind.isEmpty()) {
      throw new SSLException(
          String.format(
              Locale.ROOT,
              "%s: the key is %s; expected PKCS#8 without a password: convert it by 'openssl pkcs8"
                  + " -topk8 -nocrypt -in %s -out key8.pem', and let only yourself read the result",
              file,
              kind.equals("ENCRYPTED") ? "encrypted" : "in the format of " + kind + " keys",
              file.getFileName()));
    }
    byte[] encoded;
    try {
      encoded = Base64.getMimeDecoder().decode(pem.group(2));
    } catch (IllegalArgumentException e) {
      throw new SSLException(file + ": the private key is damaged: it is not base64");
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // It may be a key of the next algorithm.
      }
    }
    throw new SSLException(
        file + ": the private key is damaged or of no known algorithm; expected RSA, EC or EdDSA");
  }

  private static byte[] read(Path file) throws SSLException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new SSLException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new SSLException(file + ": cannot be read; check its mode", e);
    }
  }
}
