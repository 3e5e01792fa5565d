package com.happypancake.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.database.DatabaseProduct.Connector;
import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import com.happypancake.database.SourceException.Kind;
import com.happypancake.database.sqlserver.SqlServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionTest {

  private static final DatabaseAddress ADDRESS = new DatabaseAddress("db1:1433", "Fi");

  @TempDir Path folder;

  private static Session open(String url, Optional<Credentials> credentials)
      throws SourceException {
    Connector driver = DatabaseProduct.of(url).driver();
    return new Sessions(driver, url, credentials, ConnectionSettings.DEFAULT, note -> {}).open();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  @Timeout(60)
  void aServerThatIsNotThereIsUnreachableAndTheDriverLogsNothing() throws IOException {
    String url = "jdbc:sqlserver://127.0.0.1:" + closedPort() + ";databaseName=Fi";
    StringBuilder logged = new StringBuilder();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            if (String.valueOf(record.getLoggerName()).startsWith("com.microsoft")) {
              logged.append(record.getMessage());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    try {
      assertThatThrownBy(() -> open(url, Optional.of(new Credentials("reader", "hunter2"))))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
          .hasMessageContaining("127.0.0.1:")
          .hasMessageContaining("database Fi")
          .hasMessageContaining("Connection refused")
          .hasMessageNotContaining("hunter2");
      assertThat(logged).isEmpty();
    } finally {
      root.removeHandler(handler);
    }
  }

  @Test
  void aWrongPasswordIsALoginError() throws Exception {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    try (Connection keep = DriverManager.getConnection(url, "sa", "right")) {
      assertThat(keep.isClosed()).isFalse();
      assertThatThrownBy(() -> open(url, Optional.of(new Credentials("sa", "hunter2"))))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOGIN))
          .hasMessageContaining("user and password")
          .hasMessageNotContaining("hunter2");
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsNotMade() {
    String url = "jdbc:h2:file:" + folder.resolve("nothing");
    assertThatThrownBy(() -> open(url, Optional.empty()))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessageContaining("there is no such database");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileOfADatabaseIsOpened() throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("legacy") + ";MODE=MSSQLServer";
    DriverManager.getConnection(url, "sa", "right").close();
    try (Session session = open(url, Optional.of(new Credentials("sa", "right")))) {
      assertThat(session.facts().identify().getDatabase()).isEqualTo("legacy");
      assertThat(session.count("nothing", SqlText.of("SELECT 17"))).hasValue(17);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "18456, LOGIN, user and password",
    "18470, LOGIN, enabled",
    "4060, LOGIN, databaseName",
    "40613, UNREACHABLE, error 40613"
  })
  void loginErrorsTellTheNumberAndNotTheServersWords(int error, Kind kind, String said) {
    SourceException e =
        new SqlServer()
            .connectFailure(ADDRESS, new SQLException("Login failed for 'bob'", "S0001", error));
    assertThat(e.kind()).isEqualTo(kind);
    assertThat(e).hasMessageContaining(said).hasMessageContaining("db1:1433, database Fi");
    assertThat(e).hasMessageNotContaining("bob");
    assertThat(e.getCause()).hasMessageNotContaining("bob");
  }

  @Test
  void aCertificateThatIsNotTrustedNamesTheProperties() {
    SQLException failure = new SQLException("no secure connection", "08S01", 0);
    failure.initCause(new SSLHandshakeException("PKIX path building failed"));
    assertThat(new SqlServer().connectFailure(ADDRESS, failure))
        .hasMessageContaining("trustServerCertificate=true")
        .hasMessageContaining("encrypt=false")
        .hasMessageContaining("trustStore");
  }

  @Test
  void whatTheUrlSetsPrevails() {
    Properties properties =
        new SqlServer()
            .properties(
                "jdbc:sqlserver://db1;socketTimeout=5;ApplicationName=mine",
                Optional.empty(),
                ConnectionSettings.DEFAULT);
    assertThat(properties)
        .doesNotContainKeys("socketTimeout", "applicationName", "user", "password")
        .containsEntry("loginTimeout", "30")
        .containsEntry("queryTimeout", "300");
  }

  @Test
  void theDriverIsGivenWhatADatabaseAdministratorWouldAskFor() {
    Properties properties =
        new SqlServer()
            .properties(
                "jdbc:sqlserver://db1",
                Optional.of(new Credentials("reader", "hunter2")),
                ConnectionSettings.DEFAULT);
    assertThat(properties)
        .containsEntry("applicationName", "hpc extract")
        .containsEntry("responseBuffering", "adaptive")
        .containsEntry("selectMethod", "direct")
        .containsEntry("socketTimeout", "360000")
        .containsEntry("packetSize", "16000")
        .containsEntry("user", "reader")
        .doesNotContainKey("encrypt")
        .doesNotContainKey("applicationIntent");
  }

  @Test
  void credentialsShowNothing() {
    assertThat(new Credentials("reader", "hunter2")).hasToString("Credentials[hidden]");
  }

  @Test
  void settingsThatContradictThemselvesAreRefused() {
    Duration minute = Duration.ofMinutes(1);
    assertThatThrownBy(() -> new ConnectionSettings(minute, minute, minute, minute, 8000))
        .hasMessageContaining(
            "the socket timeout is 60 s; expected longer than the query timeout, 60 s");
    Duration longer = Duration.ofMinutes(2);
    assertThatThrownBy(() -> new ConnectionSettings(minute, minute, longer, minute, 100))
        .hasMessageContaining("a packet has 100 bytes; expected 512 to 32767");
    assertThatThrownBy(() -> new ConnectionSettings(Duration.ZERO, minute, longer, minute, 8000))
        .hasMessageContaining("the login timeout is 0 s; expected a second to a day");
  }

  @Test
  @Timeout(60)
  void anInterruptCancelsAQueryThatTheThreadWaitsFor() throws Exception {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    try (Connection keep = DriverManager.getConnection(url, "sa", "right")) {
      assertThat(keep.isClosed()).isFalse();
      try (Session session = open(url, Optional.of(new Credentials("sa", "right")))) {
        Thread waiting = Thread.currentThread();
        Connector second = (any, properties) -> DriverManager.getConnection(url, "sa", "right");
        try (Connection observer = second.connect(url, new Properties())) {
          Thread interrupter = new Thread(() -> interruptOnceRunning(observer, waiting));
          interrupter.start();
          assertThatThrownBy(
                  () ->
                      session.count(
                          "dbo.Forever",
                          SqlText.of(
                              "SELECT COUNT(*) FROM SYSTEM_RANGE(1, 1000000000) a,"
                                  + " SYSTEM_RANGE(1, 1000000000) b WHERE a.x + b.x = 0")))
              .isInstanceOf(SourceException.class);
          assertThat(Thread.interrupted()).isTrue();
          interrupter.join();
        }
      }
    }
  }

  private static void interruptOnceRunning(Connection observer, Thread waiting) {
    try (var statement = observer.createStatement()) {
      boolean running = false;
      while (!running) {
        try (var rows =
            statement.executeQuery(
                "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS"
                    + " WHERE EXECUTING_STATEMENT LIKE '%SYSTEM_RANGE%'"
                    + " AND SESSION_ID <> SESSION_ID()")) {
          running = rows.next() && rows.getInt(1) > 0;
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      waiting.interrupt();
    }
  }
}
