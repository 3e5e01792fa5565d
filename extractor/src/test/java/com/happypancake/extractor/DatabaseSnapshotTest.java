package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.happypancake.database.SourceException;
import com.happypancake.database.SourceException.Kind;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.extractor.ReadOptions.PacingOptions;
import com.happypancake.extractor.check.Preflight;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Column;
import com.happypancake.extractor.tds.Request;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Database snapshots, as a server has them whose answers a script gives. */
@Timeout(120)
class DatabaseSnapshotTest {

  private static final PacingOptions UNPACED =
      new PacingOptions(
          OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());

  private static final Consistency MODE = Consistency.CONSISTENCY_DATABASE_SNAPSHOT;
  private static final String OTHERS = "hpc_extract_HappyPancake_0123456789ab";

  @TempDir Path folder;
  private TestSqlServer server;
  private final Listening listener = new Listening();

  /** The server's snapshots. */
  private final TestSnapshots snapshots = new TestSnapshots();

  @BeforeEach
  void start() throws Exception {
    LegacyCatalogue catalogue =
        new TestSchemas()
            .table("Numbers", "Id", "Id int", "Text nvarchar(50)", "RowVer rowversion")
            .table("Pairs", "A B", "A int", "B int", "Text nvarchar(50)", "RowVer rowversion")
            .build();
    server = TestSqlServer.of(catalogue);
    for (int i = 0; i < 99; i++) {
      server.tables.insert(catalogue.table("Numbers"), i, "row " + i);
      server.tables.insert(catalogue.table("Pairs"), i % 5, i, "row " + i);
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  /** Has the server know database snapshots; what a test had it refuse before stays refused. */
  private void knowSnapshots() {
    server.answering(snapshots::answer);
  }

  private Extraction to(String name, int connections, Optional<Consistency> asked, int retries) {
    Extraction.Builder extraction =
        server.extraction(folder.resolve(name)).toBuilder()
            .rowsPerPart(20)
            .connections(connections)
            .retries(new RetryPolicy(retries, 100, Duration.ofMillis(1), Duration.ofMillis(4)))
            .pacing(UNPACED);
    asked.ifPresent(extraction::consistency);
    return extraction.build();
  }

  private Extraction byDefault() {
    return to("dump", 1, Optional.empty(), 0);
  }

  private static Extraction resuming(Extraction one) {
    return one.toBuilder().resume(true).build();
  }

  private Manifest run(Extraction one) throws Exception {
    return Extractor.run(one, listener, Extractions.CLOCK);
  }

  private void stopAtTheThirdPart(Extraction one) {
    Extractions.stopAtPart(3, one, listener);
  }

  private static boolean readsRows(String sql) {
    return sql.matches("SELECT \\[(Id|A)\\].*\\[Text\\].*") && !sql.contains("1 = 0");
  }

  private int indexOf(String words) {
    List<String> sent = server.sent();
    for (int i = 0; i < sent.size(); i++) {
      if (sent.get(i).contains(words)) {
        return i;
      }
    }
    throw new AssertionError("'" + words + "' was not sent");
  }

  /** Holds that whoever read rows had been put into the snapshot before, and by nothing else. */
  private void assertReadInTheSnapshot() {
    Set<Integer> within = new HashSet<>();
    int readers = 0;
    for (Request request : server.server.requests()) {
      if (request.sql().startsWith("USE [hpc_extract_")) {
        within.add(request.connection());
      }
      if (readsRows(request.sql())) {
        readers++;
        assertThat(within).as(request.sql()).contains(request.connection());
      }
    }
    assertThat(readers).isGreaterThan(8);
  }

  @Test
  void itsStatementsArePinned() throws Exception {
    knowSnapshots();
    snapshots.add(OTHERS);
    assertThat(run(byDefault()).getConsistency()).isEqualTo(MODE);
    GoldenSqlTest.assertGolden(
        "sqlserver-database-snapshot.sql",
        server.sent().stream().map(sql -> sql.replaceAll("_[0-9a-f]{12}\\b", "_<token>")).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void itIsMadeAfterTheMarksAndBeforeTheFirstRowAndDroppedAtTheEnd(int connections)
      throws Exception {
    knowSnapshots();
    Manifest manifest = run(to("dump", connections, Optional.empty(), 0));
    assertThat(manifest.getConsistency()).isEqualTo(MODE);
    assertThat(indexOf("CREATE DATABASE")).isGreaterThan(indexOf("MIN_ACTIVE_ROWVERSION"));
    assertThat(indexOf("CREATE DATABASE")).isLessThan(indexOf("USE [hpc_extract_"));
    assertReadInTheSnapshot();
    assertThat(indexOf("DROP DATABASE")).isEqualTo(server.sent().size() - 1);
    assertThat(snapshots.names()).isEmpty();
    assertThat(listener.notes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whoeverReconnectsIsPutIntoItAgain(int connections) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    server.answering(
        sql ->
            readsRows(sql) && calls.incrementAndGet() % 4 == 0
                ? Optional.of(Answer.error(596, 21, "the session is in the kill state"))
                : Optional.empty());
    knowSnapshots();
    Manifest manifest = run(to("dump", connections, Optional.of(MODE), 3));
    assertThat(manifest.getConsistency()).isEqualTo(MODE);
    assertReadInTheSnapshot();
    assertThat(snapshots.names()).isEmpty();
  }

  @Test
  void aRunThatStopsKeepsItAndSaysSoAndTheNextGoesOnInIt() throws Exception {
    knowSnapshots();
    stopAtTheThirdPart(byDefault());
    String name = snapshots.names().iterator().next();
    assertThat(listener.notes)
        .singleElement()
        .asString()
        .contains("--resume goes on, in the database snapshot " + name, "DROP DATABASE [" + name);
    Manifest manifest = run(resuming(byDefault()));
    assertThat(manifest.getConsistency()).isEqualTo(MODE);
    assertReadInTheSnapshot();
    assertThat(server.sent()).filteredOn(sql -> sql.startsWith("CREATE DATABASE")).hasSize(1);
    assertThat(snapshots.names()).isEmpty();
  }

  private Extraction since(String name, Optional<Deletes> deletes, Optional<Consistency> asked) {
    return to(name, 1, asked, 0).toBuilder()
        .since(Extractions.since(folder.resolve("dump"), deletes))
        .build();
  }

  @Test
  void aDeltaInItComparesKeysThoughChangeTrackingFollowsTheTables() throws Exception {
    knowSnapshots();
    run(byDefault());
    server.tables.execute("DELETE FROM \"dbo\".\"Numbers\" WHERE \"Id\" = 5");
    Manifest delta = run(since("delta", Optional.empty(), Optional.empty()));
    assertThat(delta.getConsistency()).isEqualTo(MODE);
    assertThat(delta.getDeletes()).isEqualTo(Deletes.DELETES_KEYS);
    assertThat(delta.getPartsList())
        .filteredOn(part -> part.getRows() == Rows.ROWS_DELETED_KEYS)
        .extracting(Part::getTable, Part::getRecords)
        .containsExactlyInAnyOrder(tuple("dbo.Numbers", 1L), tuple("dbo.Pairs", 0L));
    assertThat(server.sent()).noneMatch(sql -> sql.contains("CHANGETABLE"));
    assertThat(delta.getMarks(0).getChangeTrackingVersion()).isEqualTo(42);
  }

  @Test
  void aDeltaThatInsistsOnChangeTrackingIsReadWithoutOne() throws Exception {
    knowSnapshots();
    run(byDefault());
    server.answering(
        sql -> sql.contains("CHANGETABLE"),
        reply -> reply.columns(List.of(new Column("Id", "int", false, false))));
    int before = server.sent().size();
    Optional<Deletes> tracking = Optional.of(Deletes.DELETES_CHANGE_TRACKING);
    Manifest delta =
        run(
            since("delta", tracking, Optional.empty()).toBuilder()
                .tables(List.of("Numbers"))
                .build());
    assertThat(delta.getDeletes()).isEqualTo(Deletes.DELETES_CHANGE_TRACKING);
    assertThat(delta.getConsistency()).isEqualTo(Consistency.CONSISTENCY_SNAPSHOT);
    assertThat(server.sent().subList(before, server.sent().size()))
        .noneMatch(sql -> sql.startsWith("CREATE DATABASE"));
    Extraction both = since("both", tracking, Optional.of(MODE));
    assertThat(Preflight.check(both, doing -> {}).refusal().orElseThrow().text())
        .contains("--deletes change-tracking can't be had in a database snapshot");
    assertThatThrownBy(() -> run(both))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("take --deletes keys, or --consistency snapshot");
    assertThat(snapshots.names()).isEmpty();
  }

  @Test
  void aTableWithAFilestreamColumnIsReadWithoutOne() throws Exception {
    server.answering(
        sql -> sql.contains("is_filestream"),
        reply ->
            reply
                .columns(List.of(Column.of("", "nvarchar(128)"), Column.of("", "nvarchar(128)")))
                .row("dbo", "Numbers"));
    knowSnapshots();
    assertThat(run(byDefault()).getConsistency()).isEqualTo(Consistency.CONSISTENCY_SNAPSHOT);
    assertThat(server.sent()).noneMatch(sql -> sql.startsWith("CREATE DATABASE"));
    assertThatThrownBy(() -> run(to("asked", 1, Optional.of(MODE), 0)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("dbo.Numbers has a FILESTREAM column");
  }

  @Test
  void oneWhoseDiskWasFullIsNotTriedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    server.answering(
        sql ->
            readsRows(sql) && calls.incrementAndGet() > 2
                ? Optional.of(Answer.error(926, 14, "the database is marked SUSPECT"))
                : Optional.empty());
    knowSnapshots();
    assertThatThrownBy(() -> run(to("dump", 1, Optional.empty(), 3)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("the disk of the database's files was full")
        .hasMessageContaining("--resume --consistency read-committed");
    assertThat(calls).hasValue(3);
  }

  @Test
  void aFolderThatWasMovedStillKnowsItsSnapshot() throws Exception {
    knowSnapshots();
    stopAtTheThirdPart(byDefault());
    Files.move(folder.resolve("dump"), folder.resolve("moved"));
    Manifest manifest = run(resuming(to("moved", 1, Optional.of(MODE), 0)));
    assertThat(manifest.getConsistency()).isEqualTo(MODE);
    assertThat(snapshots.names()).isEmpty();
  }

  @Test
  void oneThatIsGoneIsToldOrRefused() throws Exception {
    knowSnapshots();
    stopAtTheThirdPart(byDefault());
    snapshots.clear();
    for (Consistency asked : List.of(MODE, Consistency.CONSISTENCY_SNAPSHOT)) {
      assertThatThrownBy(() -> run(resuming(to("dump", 1, Optional.of(asked), 0))))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("is gone, and with it the consistency of the rows");
    }
    assertThat(run(resuming(byDefault())).getConsistency())
        .isEqualTo(Consistency.CONSISTENCY_READ_COMMITTED);
    assertThat(listener.notes).anyMatch(note -> note.startsWith("read-committed, because the"));
  }

  @Test
  void onesOfOtherFoldersStayAndAreNamed() throws Exception {
    snapshots.add(OTHERS);
    snapshots.add("HappyPancake_backup");
    knowSnapshots();
    run(byDefault());
    assertThat(snapshots.names()).containsExactlyInAnyOrder(OTHERS, "HappyPancake_backup");
    assertThat(listener.notes)
        .singleElement()
        .asString()
        .contains(OTHERS, "another folder", "DROP DATABASE [" + OTHERS + "]");
  }

  @Test
  void anotherFoldersUnfinishedRunStillFindsItsOwn() throws Exception {
    knowSnapshots();
    stopAtTheThirdPart(byDefault());
    String needed = snapshots.names().iterator().next();
    run(to("other", 1, Optional.empty(), 0));
    assertThat(snapshots.names()).containsExactly(needed);
    assertThat(run(resuming(byDefault())).getConsistency()).isEqualTo(MODE);
    assertThat(snapshots.names()).isEmpty();
  }

  /** Another run begins after a run has made its snapshot and before it first reads there. */
  @Test
  void aLiveRunsSnapshotIsLeftBeforeAnybodyReadsIt() throws Exception {
    knowSnapshots();
    Set<String> unread = new HashSet<>();
    Manifest manifest =
        Extractor.run(
            byDefault(),
            event -> {
              listener.accept(event);
              if (event instanceof ExtractionEvent.Started) {
                unread.addAll(snapshots.names());
                try {
                  Extractions.run(to("other", 1, Optional.empty(), 0));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                assertThat(snapshots.names()).isEqualTo(unread).hasSize(1);
              }
            },
            Extractions.CLOCK);
    assertThat(manifest.getConsistency()).isEqualTo(MODE);
    assertThat(unread).hasSize(1);
    assertThat(snapshots.names()).isEmpty();
    assertThat(listener.notes).isEmpty();
  }

  @Test
  void eachRunHasANameOfItsOwn() throws Exception {
    knowSnapshots();
    for (String out : List.of("one", "two")) {
      run(to(out, 1, Optional.empty(), 0));
    }
    assertThat(server.sent())
        .filteredOn(sql -> sql.startsWith("CREATE DATABASE"))
        .extracting(sql -> sql.replaceFirst("\\].*", ""))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void aRunThatBeginsAnewDropsWhatTheOneBeforeItLeft() throws Exception {
    knowSnapshots();
    stopAtTheThirdPart(byDefault());
    String left = snapshots.names().iterator().next();
    listener.notes.clear();
    run(byDefault());
    assertThat(snapshots.names()).isEmpty();
    assertThat(listener.notes)
        .singleElement()
        .asString()
        .contains("dropped the database snapshot " + left + ", which an earlier run left");
  }

  /** The places at which a run can be killed, as the statement that it does not get answered. */
  private enum Kill {
    BEFORE_IT_IS_MADE("CREATE DATABASE", false),
    WHEN_IT_IS_MADE("CREATE DATABASE", true),
    BEFORE_IT_IS_DROPPED("DROP DATABASE", false),
    WHEN_IT_IS_DROPPED("DROP DATABASE", true);

    private final String statement;
    private final boolean done;

    Kill(String statement, boolean done) {
      this.statement = statement;
      this.done = done;
    }
  }

  /** A copy of the folder, taken amid a statement, is what a kill at that moment leaves. */
  @ParameterizedTest
  @EnumSource(Kill.class)
  void aKillAtAnyTimeLeavesANameThatTheNextRunDrops(Kill kill) throws Exception {
    Path killed = folder.resolve("killed");
    AtomicInteger copies = new AtomicInteger();
    Set<String> there = new HashSet<>();
    server.answering(
        sql -> {
          if (sql.startsWith(kill.statement) && copies.getAndIncrement() == 0) {
            there.addAll(snapshots.names());
            copy(folder.resolve("dump"), killed);
            Matcher name = Pattern.compile("hpc_extract_[A-Za-z0-9_]+").matcher(sql);
            assertThat(name.find()).isTrue();
            if (kill.statement.startsWith("CREATE") == kill.done) {
              there.add(name.group());
            } else {
              there.remove(name.group());
            }
          }
          return Optional.empty();
        });
    knowSnapshots();
    run(byDefault());
    assertThat(copies).hasPositiveValue();
    for (boolean resume : new boolean[] {true, false}) {
      Path next = folder.resolve("next-" + resume);
      copy(killed, next);
      snapshots.clear();
      snapshots.add(there.toArray(String[]::new));
      Extraction again = to("next-" + resume, 1, Optional.empty(), 0);
      if (resume || kill.statement.startsWith("CREATE")) {
        run(resume ? resuming(again) : again);
      } else {
        assertThatThrownBy(() -> run(again)).isInstanceOf(RefusedFolderException.class);
      }
      assertThat(snapshots.names()).as("resume %s", resume).isEmpty();
      assertThat(next.resolve(".unfinished")).doesNotExist();
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aDamagedListOfSnapshotsIsToldAndNothingIsDropped() throws Exception {
    knowSnapshots();
    stopAtTheThirdPart(byDefault());
    String left = snapshots.names().iterator().next();
    Path file = folder.resolve("dump/.state/snapshots.json");
    assertThat(Files.readString(file)).contains(left);
    Files.writeString(file, "{}");
    listener.notes.clear();
    run(byDefault());
    assertThat(snapshots.names()).containsExactly(left);
    assertThat(listener.notes)
        .anyMatch(note -> note.contains("snapshots.json: is damaged"))
        .anyMatch(note -> note.contains("DROP DATABASE [" + left + "]"));
  }

  @Test
  void oneThatIsStillInUseAtTheEndIsTriedAgainAndThenNamed() throws Exception {
    AtomicInteger drops = new AtomicInteger();
    server.answering(
        sql ->
            sql.startsWith("DROP DATABASE") && drops.incrementAndGet() <= 2
                ? Optional.of(Answer.error(3702, 16, "it is currently in use"))
                : Optional.empty());
    knowSnapshots();
    run(byDefault());
    assertThat(snapshots.names()).isEmpty();
    assertThat(drops).hasValue(3);
    drops.set(Integer.MIN_VALUE);
    run(to("other", 1, Optional.empty(), 0));
    assertThat(snapshots.names()).hasSize(1);
    assertThat(listener.notes)
        .singleElement()
        .asString()
        .contains("still there", snapshots.names().iterator().next(), "error 3702");
  }

  @Test
  void whoMayNotMakeOneGetsTheNextBestUnlessItWasAskedFor() throws Exception {
    server.refusing(sql -> sql.startsWith("CREATE DATABASE"), false);
    knowSnapshots();
    assertThat(run(byDefault()).getConsistency()).isEqualTo(Consistency.CONSISTENCY_SNAPSHOT);
    assertThat(listener.notes)
        .anyMatch(note -> note.startsWith("no database snapshot: ") && !note.contains("secret"));
    assertThatThrownBy(() -> run(to("asked", 1, Optional.of(MODE), 0)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("making the database snapshot hpc_extract_HappyPancake_")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void theIdleConnectionMayHaveDiedByTheEnd() throws Exception {
    knowSnapshots();
    Listening cutting =
        new Listening() {
          @Override
          void tableFinished(LegacyTable table, long rows, OptionalLong counted) {
            if (table.name().equals("Numbers")) {
              try {
                server.server.goDown();
                server.server.comeBack();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        };
    Extractor.run(to("dump", 3, Optional.empty(), 5), cutting, Extractions.CLOCK);
    assertThat(snapshots.names()).isEmpty();
  }

  /** A snapshot shows one instant, but the tables were planned before it. */
  @Test
  void aTableThatWasAlteredBeforeTheSnapshotWasMadeIsRefused() {
    knowSnapshots();
    server.answering(
        sql -> readsRows(sql) && sql.contains("[Numbers]"),
        reply ->
            reply.columns(
                List.of(
                    new Column("Id", "int", false, false),
                    Column.of("Text", "int"),
                    Column.of("RowVer", "rowversion"))));
    assertThatThrownBy(() -> run(byDefault()))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISMATCH))
        .hasMessageContaining("dbo.Numbers")
        .hasMessageContaining("column Text is int now; it was nvarchar");
    assertThat(indexOf("USE [hpc_extract_")).isGreaterThan(indexOf("CREATE DATABASE"));
    assertThat(folder.resolve("dump/manifest.json")).doesNotExist();
  }
}
