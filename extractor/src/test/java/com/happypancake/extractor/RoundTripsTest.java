package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.extractor.check.Preflight;
import com.happypancake.extractor.tds.TdsServer;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Counts the messages that Microsoft's driver sends, each of which waits for the server's answer.
 * {@link TdsServer} counts the login's, too.
 */
@Timeout(300)
class RoundTripsTest {

  private static final int OF_A_CHECK = 27;
  private static final int BEFORE_THE_FIRST_ROW = 26;

  @TempDir Path folder;

  private static TestSqlServer server(int tables) throws Exception {
    TestSchemas schemas = new TestSchemas();
    for (int i = 0; i < tables; i++) {
      schemas.table("T" + i, "Id", "Id int", "Text nvarchar(50)", "RowVer rowversion");
    }
    LegacyCatalogue catalogue = schemas.build();
    TestSqlServer server = TestSqlServer.of(catalogue);
    return server.answering(
        sql -> sql.contains("dm_db_partition_stats"), server.described.ofEachTable(8_192));
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 1_000})
  void aCheckTakesTheSameNumberForAnyNumberOfTables(int tables) throws Exception {
    try (TestSqlServer server = server(tables)) {
      assertThat(Preflight.check(server.extraction(folder.resolve("dump")), doing -> {}).tables())
          .hasSize(tables);
      assertThat(server.server.messages()).isEqualTo(OF_A_CHECK);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 1_000})
  void anExtractionTakesTheSameNumberBeforeItsFirstRow(int tables) throws Exception {
    try (TestSqlServer server = server(tables)) {
      Consumer<ExtractionEvent> stopping =
          event -> {
            if (event instanceof ExtractionEvent.Started) {
              throw new CancellationException("at " + server.server.messages());
            }
          };
      assertThatThrownBy(() -> server.run(server.extraction(folder.resolve("dump")), stopping))
          .isInstanceOf(CancellationException.class)
          .hasMessage("at " + BEFORE_THE_FIRST_ROW);
    }
  }
}
