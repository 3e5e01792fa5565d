package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.DatabaseProduct.Connector;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pins every statement that each dialect sends, in order. */
class GoldenSqlTest {

  private static final LegacyCatalogue HPC = LegacyCatalogue.hpc();

  @TempDir Path folder;

  /** What was sent is left in target/golden, to be copied over where a change is meant. */
  static void assertGolden(String name, List<String> sent) throws IOException {
    String actual = String.join("\n", sent) + "\n";
    Path left = Path.of("target", "golden", name);
    Files.createDirectories(left.getParent());
    Files.writeString(left, actual);
    try (InputStream in = GoldenSqlTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      assertThat(actual).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private List<String> sqlServer(boolean plain) throws Exception {
    try (TestSqlServer server = TestSqlServer.of(HPC)) {
      if (plain) {
        server.refusing(sql -> !sql.startsWith("SELECT [") || sql.contains("OPTION"), false);
      }
      server.run(server.extraction(folder.resolve("dump")), event -> {});
      return server.sent();
    }
  }

  @Test
  void sqlServerWithAllThatItCan() throws Exception {
    assertGolden("sqlserver.sql", sqlServer(false));
  }

  @Test
  void sqlServerThatCanOnlySelect() throws Exception {
    assertGolden("sqlserver-plain.sql", sqlServer(true));
  }

  @Test
  void h2() throws Exception {
    List<String> sent = new ArrayList<>();
    try (TestDatabase database = TestDatabase.of(HPC)) {
      Connector driver = DatabaseProduct.of(database.url()).driver();
      Connector recording =
          (url, properties) -> recording(Connection.class, driver.connect(url, properties), sent);
      Extractor.run(
          Extractions.extraction(database, HPC, folder.resolve("dump")),
          event -> {},
          Extractions.CLOCK,
          recording);
    }
    assertGolden("h2.sql", sent);
  }

  private static <T> T recording(Class<T> type, T real, List<String> sent) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().startsWith("execute")) {
                sent.add((String) arguments[0]);
              }
              if (method.getName().equals("setTransactionIsolation")) {
                sent.add("-- isolation " + arguments[0]);
              }
              try {
                Object result = method.invoke(real, arguments);
                return result instanceof Statement statement
                    ? recording(Statement.class, statement, sent)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
