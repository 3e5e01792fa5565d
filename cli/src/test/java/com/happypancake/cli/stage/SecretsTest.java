package com.happypancake.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.TestSession;
import com.happypancake.seeder.broker.BrokerAddress.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A port that nothing listens on stands for servers: what counts is how far a command gets. */
class SecretsTest {

  private static final String NOBODY = "127.0.0.1:1";

  @TempDir private Path folder;

  private int seed(TestSession session, String... more) {
    String[] words =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("topology", "declare"), java.util.stream.Stream.of(more))
            .toArray(String[]::new);
    return session.run(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlserver://db1;user=sa;password=s3cret",
        "jdbc:sqlserver://db1;PWD = s3cret",
        "jdbc:sqlserver://db1;accessToken=s3cret",
        "jdbc:sqlserver://db1;trustStorePassword=s3cret",
        "jdbc:sqlserver://db1;keyVaultProviderClientSecret=s3cret",
        "jdbc:sqlserver://db1;password={s3cret}",
        "jdbc:h2:mem:x;PASSWORD=s3cret",
        "jdbc:other://me:s3cret@db1/x"
      })
  void aJdbcUrlThatShowsASecretIsRefusedAndNotRepeated(String url) {
    TestSession session = new TestSession();
    assertThat(session.run("extract", "--source", url, "--country", "FI", "--out", "x"))
        .isEqualTo(2);
    assertThat(session.err()).contains("HPC_SOURCE_PASSWORD").doesNotContain("s3cret");
    assertThat(session.run("sample", "create", "--country", "FI", "--to", url)).isEqualTo(2);
    assertThat(session.err()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amqp://me:s3cret@localhost",
        "amqp://guest:s3cret@localhost",
        "amqp://guest:guest@rabbit.example.org",
        "amqp://me:s3%63ret@127.0.0.1"
      })
  void anAmqpUrlThatShowsASecretIsRefusedAndNotRepeated(String url) {
    TestSession session = new TestSession();
    assertThat(seed(session, "--broker", url)).isEqualTo(2);
    assertThat(session.err()).contains("HPC_BROKER_PASSWORD").doesNotContain("s3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"amqp://guest:guest@", "amqp://"})
  void guestOfThisMachineNeedsNoPassword(String start) {
    TestSession session = new TestSession();
    assertThat(seed(session, "--broker", start + NOBODY)).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--password=s3cret", "--password"})
  void aPasswordAsAnArgumentIsRefusedAndNotRepeated(String option) {
    TestSession session = new TestSession();
    assertThat(seed(session, "--broker", "amqp://localhost", option)).isEqualTo(2);
    assertThat(session.err())
        .contains("shows in the list of processes")
        .contains("--password-file")
        .doesNotContain("s3cret");
  }

  @Test
  void thePropertiesFileNamesTheUserOnlyWhereNothingElseDoes() throws IOException {
    Path file = Files.writeString(folder.resolve("hpc.properties"), "user=filed");
    TestSession session = new TestSession().with("HPC_CONFIG", file.toString());
    assertThat(seed(session, "--broker", "amqp://guest:guest@" + NOBODY)).isEqualTo(4);
    assertThat(seed(session, "--broker", "amqp://" + NOBODY)).isEqualTo(2);
    assertThat(session.err()).contains("a user but no password");
  }

  @Test
  void aManagementUrlIsNotRepeated() {
    TestSession session = new TestSession();
    assertThat(
            seed(
                session,
                "--broker",
                "amqp://localhost",
                "--management-url",
                "http://me:s3cret@h ost"))
        .isEqualTo(2);
    assertThat(session.err()).contains("--management-url").doesNotContain("s3cret");
  }

  @Test
  void aMisspeltPasswordOptionIsNotRepeatedWithItsValue() {
    TestSession session = new TestSession();
    assertThat(seed(session, "--broker", "amqp://localhost", "--pasword=s3cret")).isEqualTo(2);
    assertThat(session.err()).contains("unknown option --pasword").doesNotContain("s3cret");
  }

  @Test
  void aUserWithoutAPasswordIsAskedForIt() {
    TestSession session = new TestSession().answering("s3cret");
    assertThat(seed(session, "--broker", "amqp://" + NOBODY, "--user", "me")).isEqualTo(4);
    assertThat(session.err()).doesNotContain("s3cret");
  }

  @Test
  void aUserWithoutAPasswordOrATerminalIsRefused() {
    TestSession session = new TestSession();
    assertThat(seed(session, "--broker", "amqp://me@" + NOBODY)).isEqualTo(2);
    assertThat(session.err())
        .contains("a user but no password")
        .contains("--password-file or set HPC_BROKER_PASSWORD");
  }

  @Test
  void aPasswordWithoutAUserIsRefused() {
    TestSession session = new TestSession().with("HPC_SOURCE_PASSWORD", "s3cret");
    assertThat(
            session.run(
                "extract", "--source", "jdbc:sqlserver://db1", "--country", "FI", "--out", "none"))
        .isEqualTo(2);
    assertThat(session.err())
        .contains("a password but no user; add --user or set HPC_SOURCE_USER")
        .doesNotContain("s3cret");
  }

  /** The environment's login is the server's; an embedded database would refuse it. */
  @Test
  void theEnvironmentsLoginIsNotSentToAnEmbeddedDatabase() {
    TestSession session =
        new TestSession().with("HPC_SOURCE_USER", "me").with("HPC_SOURCE_PASSWORD", "s3cret");
    String url = "jdbc:h2:" + folder.resolve("embedded") + ";MODE=MSSQLServer";
    assertThat(session.run("sample", "create", "--country", "FI", "--scale", "0.0001", "--to", url))
        .as(session.err())
        .isZero();
    TestSession without = new TestSession();
    assertThat(
            without.run(
                "extract",
                "check",
                "--source",
                url,
                "--country",
                "FI",
                "--out",
                folder.resolve("dump").toString()))
        .as(without.err())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlserver:/db1",
        "jdbc:sqlserver:db1;s3cret",
        "jdbc:sqlserver:",
        "jdbc:h2:",
        "jdbc:",
        "JDBC:SQLSERVER://s3cret"
      })
  void aUrlOfNoKnownFormIsRefusedAndNotRepeated(String url) {
    TestSession session = new TestSession();
    assertThat(session.run("extract", "--source", url, "--country", "FI", "--out", "x"))
        .isEqualTo(2);
    assertThat(session.err())
        .contains("--source: not the JDBC URL of SQL Server or H2; expected jdbc:sqlserver://")
        .doesNotContain("s3cret");
  }

  @Test
  void aFilesFirstLineIsThePassword() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "s3cret\nmore\n");
    TestSession session = new TestSession().with("HPC_BROKER_USER", "me");
    assertThat(seed(session, "--broker", "amqp://" + NOBODY, "--password-file", file.toString()))
        .isEqualTo(4);
    assertThat(session.err()).doesNotContain("s3cret");
  }

  @Test
  void aMissingPasswordFileIsNamed() {
    TestSession session = new TestSession();
    Path file = folder.resolve("none");
    assertThat(
            seed(
                session,
                "--broker",
                "amqp://" + NOBODY,
                "--user",
                "me",
                "--password-file",
                file.toString()))
        .isEqualTo(2);
    assertThat(session.err()).contains("--password-file: " + file + ": there is no such file");
  }

  @Test
  void loginsDoNotShow() {
    assertThat(new Login("me", "s3cret").toString()).doesNotContain("me", "s3cret");
  }

  @Test
  void theRealTopologyIsNotDeletedUnlessItsExchangeIsNamed() {
    TestSession session = new TestSession();
    assertThat(session.run("topology", "delete", "--broker", "amqp://" + NOBODY)).isEqualTo(5);
    assertThat(session.err())
        .contains("the exchange to delete is 'hpc', not ''; nothing was removed")
        .contains("--exchange")
        .contains("--prefix");
    assertThat(
            new TestSession()
                .answering("hpc")
                .run("topology", "delete", "--broker", "amqp://" + NOBODY))
        .isEqualTo(4);
    assertThat(
            new TestSession()
                .run("topology", "delete", "--broker", "amqp://" + NOBODY, "--prefix", "mine-"))
        .isEqualTo(4);
    assertThat(
            new TestSession()
                .run("topology", "delete", "--broker", "amqp://" + NOBODY, "--exchange", "hpc2"))
        .isEqualTo(5);
  }
}
