package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.database.ConnectionSettings;
import com.happypancake.database.SourceException;
import com.happypancake.extractor.ReadOptions.PacingOptions;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Reply;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is away for a while, or fails in ways that pass, amid an extraction. */
@Timeout(120)
class OutageTest {

  private static final int ROWS = 99;

  @TempDir Path folder;
  private TestSqlServer server;
  private final Listening listener = new Listening();

  @BeforeEach
  void start() throws Exception {
    LegacyCatalogue catalogue =
        new TestSchemas()
            .table("Numbers", "Id", "Id int", "Text nvarchar(50)", "RowVer rowversion")
            .table("Pairs", "A B", "A int", "B int", "Text nvarchar(50)", "RowVer rowversion")
            .build();
    server = TestSqlServer.of(catalogue);
    for (int i = 0; i < ROWS; i++) {
      server.tables.insert(catalogue.table("Numbers"), i, "row " + i);
      server.tables.insert(catalogue.table("Pairs"), i % 5, i, "row " + i);
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Extraction to(String name, int connections, int retries) {
    return server.extraction(folder.resolve(name)).toBuilder()
        .rowsPerPart(20)
        .connections(connections)
        .consistency(Consistency.CONSISTENCY_READ_COMMITTED)
        .retries(new RetryPolicy(retries, 100, Duration.ofMillis(1), Duration.ofMillis(4)))
        .pacing(
            new PacingOptions(
                OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty()))
        .build();
  }

  private Manifest undisturbed() throws Exception {
    return Extractor.run(to("whole", 1, 0), event -> {}, Extractions.CLOCK);
  }

  /** Does something to the server at the third part, and something else at the sixth failure. */
  private Listening during(Runnable begins, Runnable ends) {
    return new Listening() {
      private int parts;
      private int failures;

      @Override
      void partFinished(LegacyTable table, Part part) {
        if (++parts == 3) {
          begins.run();
        }
      }

      @Override
      void retrying(ExtractionEvent.Retrying retrying) {
        failed(retrying.what());
      }

      @Override
      void note(String text) {
        listener.note(text);
        if (text.startsWith("no connection")) {
          failed(text);
        }
      }

      private void failed(String what) {
        assertThat(what).doesNotContain("secret", "reader");
        if (++failures == 6) {
          ends.run();
        }
      }
    };
  }

  private void goDown() {
    try {
      server.server.goDown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void refuseLogins(int error) {
    try {
      server.server.refuseLogins(error);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anOutageAmidAnExtractionIsSatOut(int connections) throws Exception {
    Manifest whole = undisturbed();
    Manifest manifest =
        Extractor.run(
            to("dump", connections, 20),
            during(this::goDown, server.server::comeBack),
            Extractions.CLOCK);
    assertThat(manifest.getPartsList()).isEqualTo(whole.getPartsList());
  }

  @ParameterizedTest
  @CsvSource({"1, 4060", "3, 4060", "1, 18456", "1, 18401", "3, 6005", "1, 40613"})
  void aFailoverThatRefusesLoginsIsSatOut(int connections, int error) throws Exception {
    Manifest whole = undisturbed();
    Manifest manifest =
        Extractor.run(
            to("dump", connections, 20),
            during(() -> refuseLogins(error), server.server::comeBack),
            Extractions.CLOCK);
    assertThat(manifest.getPartsList()).isEqualTo(whole.getPartsList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aFailoverWhileAReaderAsksForTheNumberOfItsSessionIsSatOut(int connections) throws Exception {
    Manifest whole = undisturbed();
    AtomicBoolean isFirst = new AtomicBoolean(true);
    server.answering(
        sql -> sql.equals("SELECT @@SPID") && isFirst.getAndSet(false),
        reply -> {
          refuseLogins(4060);
          reply.cut();
        });
    Manifest manifest =
        Extractor.run(
            to("dump", connections, 20),
            during(() -> {}, server.server::comeBack),
            Extractions.CLOCK);
    assertThat(isFirst).isFalse();
    assertThat(manifest.getPartsList()).isEqualTo(whole.getPartsList());
  }

  @Test
  void readersThatAreRefusedAtFirstAreTriedAgain() throws Exception {
    Manifest whole = undisturbed();
    Listening refused =
        new Listening() {
          @Override
          void started(ExtractionEvent.Started started) {
            goDown();
          }

          @Override
          void note(String text) {
            notes.add(text);
            server.server.comeBack();
          }
        };
    Manifest manifest = Extractor.run(to("dump", 3, 20), refused, Extractions.CLOCK);
    assertThat(manifest.getPartsList()).isEqualTo(whole.getPartsList());
    assertThat(refused.notes).anyMatch(note -> note.startsWith("no connection, tried again in "));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anOutageBeyondTheBudgetEndsClearlyAndIsGoneOnWith(int connections) throws Exception {
    Manifest whole = undisturbed();
    Extraction impatient = to("dump", connections, 2);
    assertThatThrownBy(
            () -> Extractor.run(impatient, during(this::goDown, () -> {}), Extractions.CLOCK))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("see whether the URL is right and the server runs");
    assertThat(listener.notes)
        .contains(
            folder.resolve("dump") + " is unfinished; the same command with --resume goes on");
    server.server.comeBack();
    Manifest manifest =
        Extractor.run(impatient.toBuilder().resume(true).build(), event -> {}, Extractions.CLOCK);
    assertThat(manifest.getPartsList()).isEqualTo(whole.getPartsList());
  }

  /** Fails the second chunk of Numbers twice. */
  private AtomicInteger failing(Answer failure) {
    AtomicInteger failures = new AtomicInteger();
    server.answering(
        sql ->
            sql.startsWith("SELECT [Id], [Text]")
                    && sql.contains(">=")
                    && failures.incrementAndGet() <= 2
                ? Optional.of(failure)
                : Optional.empty());
    return failures;
  }

  @ParameterizedTest
  @CsvSource({
    "1205, 13",
    "1222, 16",
    "3960, 16",
    "4060, 11",
    "596, 21",
    "983, 14",
    "976, 14",
    "40613, 17",
    "8645, 17",
    "17142, 14",
    "3906, 16"
  })
  void whatPassesIsTriedAgain(int number, int severity) throws Exception {
    Manifest whole = undisturbed();
    AtomicInteger calls = failing(Answer.error(number, severity, "about 'secret row data'"));
    Manifest manifest = Extractor.run(to("dump", 1, 2), event -> {}, Extractions.CLOCK);
    assertThat(manifest.getPartsList()).isEqualTo(whole.getPartsList());
    assertThat(calls.get()).isGreaterThan(2);
  }

  @Test
  void aQueryThatTimesOutIsTriedAgain() throws Exception {
    Manifest whole = undisturbed();
    failing(Reply::stall);
    Extraction hurried =
        to("dump", 1, 2).toBuilder()
            .connection(
                new ConnectionSettings(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    4_096))
            .build();
    Manifest manifest = Extractor.run(hurried, event -> {}, Extractions.CLOCK);
    assertThat(manifest.getPartsList()).isEqualTo(whole.getPartsList());
  }

  @ParameterizedTest
  @CsvSource({"208, 16", "229, 14", "245, 16", "824, 24"})
  void whatStaysIsNotTriedAgain(int number, int severity) {
    AtomicInteger calls = failing(Answer.error(number, severity, "about 'secret row data'"));
    Listening hearing =
        new Listening() {
          @Override
          void retrying(ExtractionEvent.Retrying retrying) {
            heard.add("retrying");
          }
        };
    int retries = severity < 20 ? 2 : 0;
    assertThatThrownBy(() -> Extractor.run(to("dump", 1, retries), hearing, Extractions.CLOCK))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("dbo.Numbers: chunk 1")
        .message()
        .doesNotContain("secret");
    assertThat(calls).hasValue(1);
    assertThat(hearing.heard).doesNotContain("retrying");
  }
}
