package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is gone on with after another server has taken over behind the same address. */
@Timeout(120)
class FailoverTest {

  private static final int ROWS = 60;

  @TempDir Path folder;
  private TestSqlServer server;
  private final AtomicReference<String> name = new AtomicReference<>("DB1");
  private final AtomicReference<Optional<String>> fork =
      new AtomicReference<>(Optional.of("0A0B0C0D-0000-0000-0000-000000000001"));

  @BeforeEach
  void begin() throws Exception {
    LegacyCatalogue catalogue =
        new TestSchemas().table("Numbers", "Id", "Id int", "Text nvarchar(50)").build();
    server = TestSqlServer.of(catalogue);
    for (int i = 0; i < ROWS; i++) {
      server.tables.insert(catalogue.table("Numbers"), i, "row " + i);
    }
    server
        .answering(
            sql ->
                sql.contains("@@SERVERNAME")
                    ? Optional.of(Answer.value("nvarchar(128)", name.get()))
                    : Optional.empty())
        .answering(
            sql ->
                sql.contains("recovery_fork_guid")
                    ? Optional.of(
                        fork.get()
                            .map(guid -> Answer.value("char(36)", guid))
                            .orElse(Answer.error(300, 14, "no permission")))
                    : Optional.empty())
        .refusing(sql -> sql.contains("snapshot_isolation_state"), false);
    Extractions.stopAtPart(1, extraction(), event -> {});
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Extraction extraction() {
    return server.extraction(folder.resolve("dump")).toBuilder().rowsPerPart(20).build();
  }

  private void resume() throws Exception {
    Extraction one = extraction();
    server.run(one.toBuilder().resume(true).build(), event -> {});
  }

  @Test
  void anotherServerOfTheSameRecoveryForkIsGoneOnWith() throws Exception {
    name.set("DB2");
    resume();
    assertThat(rows(folder.resolve("dump"), "dbo.Numbers")).hasSize(ROWS);
  }

  @Test
  void anotherRecoveryForkIsRefusedOnWhateverServer() {
    fork.set(Optional.of("0A0B0C0D-0000-0000-0000-000000000002"));
    assertThatThrownBy(this::resume)
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("is of another database, or of this one before it was restored");
  }

  @Test
  void whereTheForkIsNotToldTheServerHasToBeTheSame() throws Exception {
    fork.set(Optional.empty());
    name.set("DB2");
    assertThatThrownBy(this::resume).isInstanceOf(RefusedFolderException.class);
    name.set("DB1");
    resume();
    assertThat(rows(folder.resolve("dump"), "dbo.Numbers")).hasSize(ROWS);
  }
}
