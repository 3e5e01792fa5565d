package com.happypancake.seeder.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsContextsTest {

  @TempDir private static Path folder;
  private static TestCertificates certificates;
  private static TlsFiles.Identity identity;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = TestCertificates.of(folder, "authority");
    identity = certificates.issue("client", "DNS:client", 2);
  }

  private static TlsFiles as(Path certificate, Path key) {
    return new TlsFiles(Optional.empty(), Optional.of(new TlsFiles.Identity(certificate, key)));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> expectRefused(TlsFiles files) {
    return assertThatThrownBy(() -> TlsContexts.of(files)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out k.key",
    "genpkey -algorithm ED25519 -out k.key",
    "genpkey -algorithm RSA -out k.key",
  })
  void keysInPkcs8OfEachAlgorithmAreRead(String command) throws Exception {
    certificates.openssl(command);
    certificates.openssl("req -x509 -key k.key -out k.pem -subj /CN=k -days 2");
    assertThat(TlsContexts.of(as(folder.resolve("k.pem"), folder.resolve("k.key")))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "rsa -in client.key -traditional -out k.key, in the format of RSA keys",
    "ecparam -genkey -name prime256v1 -noout -out k.key, in the format of EC keys",
    "pkcs8 -topk8 -in client.key -passout pass:x -out k.key, encrypted",
  })
  void otherFormatsOfKeysAreRefusedWithTheCommandThatConvertsThem(String command, String kind)
      throws Exception {
    certificates.openssl(command);
    expectRefused(as(identity.certificate(), folder.resolve("k.key")))
        .hasMessageStartingWith(folder.resolve("k.key") + ": the key is " + kind + "; expected")
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt -in k.key -out key8.pem");
  }

  @Test
  void whatIsNoCertificateOrKeyIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "hello");
    Path damaged =
        Files.writeString(
            folder.resolve("damaged"),
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    Path absent = folder.resolve("absent");
    expectRefused(new TlsFiles(Optional.of(text), Optional.empty()))
        .hasMessage(text + ": holds no certificate in PEM ('-----BEGIN CERTIFICATE-----')");
    expectRefused(new TlsFiles(Optional.of(absent), Optional.empty()))
        .hasMessage(absent + ": there is no such file");
    expectRefused(as(identity.certificate(), text)).hasMessageContaining("holds no private key");
    expectRefused(as(identity.certificate(), damaged)).hasMessageContaining("is damaged");
    expectRefused(as(identity.key(), identity.key())).hasMessageContaining("holds no certificate");
  }
}
