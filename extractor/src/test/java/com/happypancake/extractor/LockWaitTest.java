package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.extractor.ExtractionEvent.LockWaits;
import com.happypancake.extractor.ExtractionEvent.QuerySent;
import com.happypancake.extractor.ReadOptions.PacingOptions;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Column;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.manifest.Consistency;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A query that waits for another session's lock, as the server tells it. */
@Timeout(60)
class LockWaitTest {

  @TempDir Path folder;
  private LegacyCatalogue catalogue;
  private final List<ExtractionEvent> heard = new CopyOnWriteArrayList<>();
  private final CountDownLatch told = new CountDownLatch(1);

  @BeforeEach
  void describe() throws Exception {
    catalogue = new TestSchemas().table("Numbers", "Id", "Id int").build();
  }

  private void run(TestSqlServer server) throws Exception {
    server
        .answering(sql -> sql.equals("SELECT @@SPID"), Answer.value("smallint", 51))
        .answering(
            sql -> sql.startsWith("SELECT [Id] FROM") && sql.contains("ORDER BY"),
            reply -> {
              try {
                told.await();
              } catch (InterruptedException e) {
                throw new InterruptedIOException();
              }
              reply.columns(List.of(new Column("Id", "int", false, false))).row(7);
            })
        .answering(
            sql -> sql.equals("SELECT COUNT_BIG(*) FROM [dbo].[Numbers] OPTION (MAXDOP 1)"),
            Answer.value("bigint", 1L));
    server.run(
        server.extraction(folder.resolve("dump")).toBuilder()
            .consistency(Consistency.CONSISTENCY_READ_COMMITTED)
            .pacing(
                new PacingOptions(
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.of(Duration.ofMillis(1))))
            .build(),
        event -> {
          heard.add(event);
          if (event instanceof LockWaits) {
            told.countDown();
          }
        });
  }

  private static Answer waits(String waiting, String holder) {
    return TestCatalogue.of(List.of(List.of(waiting, holder)));
  }

  @Test
  void theTableAndTheSessionThatHoldsTheLockAreReported() throws Exception {
    try (TestSqlServer server = TestSqlServer.of(catalogue)) {
      server
          .answering(sql -> sql.contains("VIEW SERVER STATE"), Answer.value("int", 1))
          .answering(sql -> sql.contains("LIKE 'LCK%'"), waits("51", "57"));
      run(server);
      assertThat(server.sent())
          .contains(
              "SELECT session_id, blocking_session_id FROM sys.dm_exec_requests"
                  + " WHERE wait_type LIKE 'LCK%' AND session_id IN (51)");
    }
    assertThat(heard).contains(new LockWaits(Map.of("dbo.Numbers", 57)));
    assertThat(heard)
        .containsSubsequence(
            new QuerySent(catalogue.tables().get(0), QuerySent.Purpose.ROWS),
            new QuerySent(catalogue.tables().get(0), QuerySent.Purpose.COUNT));
  }

  @Test
  void aLoginThatSeesNoOtherSessionIsNotAskedAboutLocks() throws Exception {
    told.countDown();
    try (TestSqlServer server = TestSqlServer.of(catalogue)) {
      run(server);
      assertThat(server.sent()).noneMatch(sql -> sql.contains("LIKE 'LCK%'"));
    }
    assertThat(heard).noneMatch(LockWaits.class::isInstance);
  }
}
