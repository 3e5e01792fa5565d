package com.happypancake.seeder.tls;

import com.happypancake.seeder.TestBroker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** An authority and its certificates, made by openssl. Without it the test is skipped. */
public final class TestCertificates {

  private final Path folder;
  private final String authority;

  private TestCertificates(Path folder, String authority) {
    this.folder = folder;
    this.authority = authority;
  }

  /** Makes an authority. */
  public static TestCertificates of(Path folder, String authority) throws Exception {
    TestCertificates certificates = new TestCertificates(folder, authority);
    certificates.openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -keyout %s.key -out %s.pem -subj /CN=%s"
            .replace("%s", authority));
    return certificates;
  }

  /** Returns the file with the authority's certificate. */
  public Path authority() {
    return folder.resolve(authority + ".pem");
  }

  /**
   * Issues a certificate.
   *
   * @param names for example {@code DNS:localhost,IP:127.0.0.1}
   * @param days how long it is valid; -1 for one that has expired
   */
  public TlsFiles.Identity issue(String name, String names, int days) throws Exception {
    Files.writeString(folder.resolve(name + ".ext"), "subjectAltName=" + names + "\n");
    openssl(
        "req -newkey rsa:2048 -nodes -keyout %s.key -out %s.csr -subj /CN=%s".replace("%s", name));
    openssl(
        "x509 -req -in %s.csr -out %s.pem -extfile %s.ext -CAcreateserial".replace("%s", name)
            + " -days "
            + days
            + " -CA %s.pem -CAkey %s.key".replace("%s", authority));
    return new TlsFiles.Identity(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
  }

  /** Runs openssl in the folder; the arguments are separated by a space. */
  public void openssl(String arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("openssl"));
    words.addAll(List.of(arguments.split(" ", -1)));
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      String absent = "no openssl is installed; Debian's package openssl has it";
      Assumptions.assumeTrue(TestBroker.isRequired(), absent);
      throw new AssertionError(absent, e);
    }
    try (InputStream output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      Assertions.assertEquals(0, process.waitFor(), text);
    }
  }
}
