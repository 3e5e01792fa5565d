package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.extraction;
import static com.happypancake.extractor.Extractions.rows;
import static com.happypancake.extractor.Extractions.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RunSettings;
import com.happypancake.dumps.repair.Verifier;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.extractor.state.StateFolder;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.extraction.Setting;
import com.happypancake.schemas.extraction.TableState;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stops runs in their middle, changes folder or source, and goes on. */
@Timeout(600)
class ResumeTest {

  private static final int ROWS = 100;
  private static final Consistency READ_COMMITTED = Consistency.CONSISTENCY_READ_COMMITTED;
  private static final Consistency SNAPSHOT = Consistency.CONSISTENCY_SNAPSHOT;

  @TempDir Path folder;
  private final LegacyCatalogue catalogue = catalogue();
  private final Listening listener = new Listening();
  private TestDatabase database;
  private Path dump;

  private static LegacyCatalogue catalogue() {
    try {
      return new TestSchemas()
          .table("Numbers", "Id", "Id int", "Text nvarchar(50)", "RowVer rowversion")
          .table("Pairs", "A B", "A int", "B int", "Text nvarchar(50)", "RowVer rowversion")
          .table("Keyless", "", "Number int", "RowVer rowversion")
          .build();
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void fill() throws Exception {
    database = TestDatabase.of(catalogue);
    dump = folder.resolve("dump");
    for (int i = 0; i < ROWS; i++) {
      database.insert(catalogue.table("Numbers"), i, "Pörrö " + i);
      database.insert(catalogue.table("Pairs"), i % 7, i, "Pörrö " + i);
      database.insert(catalogue.table("Keyless"), i);
    }
  }

  @AfterEach
  void drop() throws Exception {
    database.close();
  }

  private Extraction to(Path out) {
    return extraction(database, catalogue, out).toBuilder()
        .rowsPerPart(30)
        .consistency(READ_COMMITTED)
        .build();
  }

  private Extraction byDefault() {
    return extraction(database, catalogue, dump).toBuilder().rowsPerPart(30).build();
  }

  private static Extraction resuming(Extraction one) {
    return one.toBuilder().resume(true).build();
  }

  private Manifest run(Extraction one) throws Exception {
    return Extractor.run(one, listener, Extractions.CLOCK);
  }

  /** Runs until so many parts are finished, and no further. */
  private static void stopAfter(Extraction one, int parts) {
    Listening stopping =
        new Listening() {
          private int finished;

          @Override
          void partFinished(LegacyTable table, Part part) {
            finished++;
          }

          @Override
          void rowsRead(LegacyTable table, long rows) {
            stop();
          }

          @Override
          void tableFinished(LegacyTable table, long rows, OptionalLong counted) {
            stop();
          }

          private void stop() {
            if (finished >= parts) {
              throw new StoppedException();
            }
          }
        };
    assertThatThrownBy(() -> Extractor.run(one, stopping, Extractions.CLOCK))
        .isInstanceOf(StoppedException.class);
  }

  private static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private Manifest undisturbed() throws Exception {
    return Extractor.run(to(folder.resolve("whole")), event -> {}, Extractions.CLOCK);
  }

  private static List<Path> files(Path of) throws IOException {
    try (Stream<Path> walk = Files.walk(of)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      walk.forEach(
          path -> {
            try {
              Files.copy(path, to.resolve(from.relativize(path).toString()));
            } catch (FileAlreadyExistsException e) {
              // The folder itself.
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 6, 8, 11})
  void whereverARunStopsTheNextEndsInTheSameDump(int parts) throws Exception {
    Manifest whole = undisturbed();
    stopAfter(to(dump), parts);
    Manifest resumed = run(resuming(to(dump)));
    assertThat(resumed.getPartsList()).isEqualTo(whole.getPartsList());
    assertThat(resumed.getContentDigest()).isEqualTo(whole.getContentDigest());
    assertThat(resumed.getMarksList()).isEqualTo(whole.getMarksList());
    assertThat(files(dump)).hasSameSizeAs(files(folder.resolve("whole")));
  }

  @Test
  void whatIsFinishedIsNotReadAgain() throws Exception {
    stopAfter(to(dump), 6);
    run(resuming(to(dump)));
    // There are twelve in all.
    assertThat(listener.heard).filteredOn(line -> line.contains(".pb.gz finished")).hasSize(12 - 6);
  }

  @Test
  void partsThatAreMissingCutOrWithoutTheirIndexAreReadAnew() throws Exception {
    Manifest whole = undisturbed();
    stopAfter(to(dump), 9);
    List<Path> parts =
        files(dump).stream()
            .filter(file -> file.toString().matches(".*part-[0-9]+\\.pb\\.gz"))
            .toList();
    assertThat(parts).hasSizeGreaterThan(7);
    Files.delete(parts.get(0));
    Files.write(parts.get(2), Arrays.copyOf(Files.readAllBytes(parts.get(2)), 20));
    Files.delete(Path.of(parts.get(4).toString().replace(".pb.gz", ".index.pb.gz")));
    Files.writeString(parts.get(6).resolveSibling("part-00099.pb.gz.tmp"), "left");
    Files.copy(parts.get(6), parts.get(6).resolveSibling("part-00098.pb.gz"));
    Files.writeString(dump.resolve(".state/extraction.json.tmp"), "left");
    Manifest resumed = run(resuming(to(dump)));
    assertThat(resumed.getPartsList()).isEqualTo(whole.getPartsList());
    assertThat(files(dump)).hasSameSizeAs(files(folder.resolve("whole")));
  }

  /** Otherwise a part that is read anew would be taken for the one that was there, if as long. */
  @Test
  void whatIsReadAnewIsForgottenFirst() throws Exception {
    stopAfter(to(dump), 9);
    Path state = dump.resolve(".state");
    Path chunk =
        files(state).stream().filter(file -> file.toString().contains("chunk")).toList().get(1);
    Files.writeString(state.resolve("table-00009.json"), "of another time");
    List<Path> parts =
        files(dump).stream().filter(file -> file.toString().endsWith(".pb.gz")).toList();
    for (Path part : parts) {
      Files.delete(part);
    }
    stopAfter(resuming(to(dump)), 0);
    assertThat(chunk).doesNotExist();
    assertThat(state.resolve("table-00009.json")).doesNotExist();
  }

  @Test
  void everyFileOfTheStateThatIsAlteredIsFoundDamaged() throws Exception {
    assertThat(foundDamaged(11)).isGreaterThan(200);
  }

  @Tag("slow")
  @Test
  void everyFileOfTheStateThatIsAlteredAnywhereIsFoundDamaged() throws Exception {
    assertThat(foundDamaged(1)).isGreaterThan(2_000);
  }

  /**
   * Cuts each file of a state, and alters it, at every so many bytes. Each time either the file is
   * found damaged, or what it says is the same, as with another blank.
   *
   * @return how often a file was found damaged
   */
  private int foundDamaged(int step) throws Exception {
    stopAfter(to(dump), 9);
    Path state = dump.resolve(".state");
    List<Object> sound = readState(new ArrayList<>());
    int found = 0;
    for (Path file : files(state)) {
      byte[] whole = Files.readAllBytes(file);
      for (int at = 0; at < whole.length; at += step) {
        Files.write(file, Arrays.copyOf(whole, at));
        found += isFoundDamaged(file, "cut to " + at + " bytes", sound) ? 1 : 0;
        byte[] altered = whole.clone();
        altered[at] ^= 1;
        Files.write(file, altered);
        found += isFoundDamaged(file, "altered at " + at, sound) ? 1 : 0;
      }
      Files.write(file, whole);
    }
    assertThat(run(resuming(to(dump))).getPartsList()).isEqualTo(undisturbed().getPartsList());
    return found;
  }

  private boolean isFoundDamaged(Path file, String how, List<Object> sound) throws IOException {
    List<Path> damaged = new ArrayList<>();
    List<Object> read;
    try {
      read = readState(damaged);
    } catch (RefusedFolderException e) {
      assertThat(file).as(how).hasFileName("extraction.json");
      assertThat(e).as(how).hasMessageContainingAll("extraction.json", "without --resume");
      return true;
    }
    if (damaged.isEmpty()) {
      assertThat(read).as("%s %s", file, how).isEqualTo(sound);
      return false;
    }
    assertThat(damaged).as("%s %s", file, how).containsExactly(file);
    return true;
  }

  private List<Object> readState(List<Path> damaged) throws IOException {
    StateFolder reading = StateFolder.of(dump);
    List<Object> read = new ArrayList<>();
    read.add(reading.read());
    for (int i = 0; i < catalogue.tables().size(); i++) {
      Optional<TableState> known =
          reading.table(i, catalogue.tables().get(i).qualifiedName(), damaged::add);
      read.add(known);
      if (known.isPresent()) {
        read.add(reading.chunks(i, known.get(), damaged::add));
      }
    }
    return read;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "extraction.json",
        "table-00000.json",
        "table-00001-chunk-00001.json",
        "part-00001.pb.gz",
        "part-00001.index.pb.gz"
      })
  void aFileThatIsAlteredIsReadAgainOrRefusedAndNeverFinished(String kind) throws Exception {
    Manifest whole = undisturbed();
    stopAfter(to(dump), 9);
    int told = 0;
    for (int sixteenth = 0; sixteenth < 16; sixteenth++) {
      Path copy = folder.resolve("copy-" + sixteenth);
      copy(dump, copy);
      Path file =
          files(copy).stream().filter(each -> each.endsWith(kind)).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length * sixteenth / 16] ^= 4;
      Files.write(file, bytes);
      listener.notes.clear();
      Extraction resumed = resuming(to(copy));
      if (kind.equals("extraction.json")) {
        assertThatThrownBy(() -> run(resumed)).isInstanceOf(RefusedFolderException.class);
        continue;
      }
      assertThat(run(resumed).getPartsList()).isEqualTo(whole.getPartsList());
      assertThat(new Verifier(Dump.open(copy), 1, (path, done, total) -> {}).run().damages())
          .isEmpty();
      told += listener.notes.stream().anyMatch(note -> note.contains("read again")) ? 1 : 0;
    }
    assertThat(told).isEqualTo(kind.equals("extraction.json") ? 0 : 16);
  }

  @Test
  void aRunWhoseSettingsAreDamagedIsRefusedAndLeavesAllAsItIs() throws Exception {
    stopAfter(to(dump), 5);
    List<Path> before = files(dump);
    Files.write(dump.resolve(".state/extraction.json"), new byte[] {'{', (byte) 0xC3, '}'});
    assertThatThrownBy(() -> run(resuming(to(dump))))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("extraction.json: is damaged");
    assertThat(files(dump)).isEqualTo(before);
  }

  @Test
  void aStateOfAnotherVersionIsRefused() throws Exception {
    stopAfter(to(dump), 2);
    Path state = dump.resolve(".state/extraction.json");
    Files.writeString(state, "{\"version\": 1}");
    assertThatThrownBy(() -> run(resuming(to(dump))))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("has version 1; expected 2");
  }

  @Test
  void chunksOfAnotherTableOrNumberAreRefused() throws Exception {
    stopAfter(to(dump), 9);
    Path state = dump.resolve(".state");
    List<String> moves = new ArrayList<>();
    moves.add("table-00000-chunk-00000.json table-00000-chunk-00001.json");
    moves.add("table-00000-chunk-00001.json table-00001-chunk-00001.json");
    moves.add("table-00001.json table-00000.json");
    for (String move : moves) {
      Path copy = folder.resolve("copy-" + moves.indexOf(move));
      copy(dump, copy);
      Path target = copy.resolve(".state").resolve(move.split(" ", -1)[1]);
      byte[] other = Files.readAllBytes(state.resolve(move.split(" ", -1)[0]));
      Files.write(target, other);
      assertThatThrownBy(() -> run(resuming(to(copy))))
          .as(move)
          .isInstanceOf(RefusedFolderException.class)
          .hasMessageContaining("is not of this dump");
    }
  }

  @Test
  void eachSettingThatDiffersIsListed() throws Exception {
    stopAfter(to(dump), 2);
    Extraction other =
        resuming(to(dump)).toBuilder().tables(List.of("Numbers")).rowsPerPart(31).build();
    assertThatThrownBy(() -> run(other))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("tables was dbo.Numbers, dbo.Pairs, dbo.Keyless, and is dbo.Numbers")
        .hasMessageContaining("rows-per-part was 30, and is 31");
  }

  @Test
  void aSettingThatIsNoLongerGivenIsADifference() {
    Setting key = Setting.newBuilder().setName("pseudonyms").setValue("key 17").build();
    assertThatThrownBy(() -> RunSettings.refuseOther(List.of(key), List.of(), dump))
        .hasMessageContaining("pseudonyms was key 17, and is not set");
  }

  /** A table that has shrunk below one chunk is still read by the key that it was cut by. */
  @Test
  void aTableThatShrankIsStillReadInItsChunks() throws Exception {
    stopAfter(to(dump), 2);
    database.execute("DELETE FROM \"dbo\".\"Pairs\" WHERE \"B\" >= 10");
    database.execute("DELETE FROM \"dbo\".\"Numbers\" WHERE \"Id\" >= 10 AND \"Id\" < 90");
    database.execute("ANALYZE");
    run(resuming(to(dump)));
    for (String table : List.of("dbo.Numbers", "dbo.Pairs")) {
      assertThat(rows(dump, table))
          .extracting(row -> value(row, "text"))
          .as(table)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aTableThatIsCutByAnotherKeyIsRefused() throws Exception {
    stopAfter(to(dump), 2);
    StateFolder state = StateFolder.of(dump);
    TableState known = state.table(0, "dbo.Numbers", damaged -> {}).orElseThrow();
    state.write(0, known.toBuilder().clearKey().addKey("Other").build());
    assertThatThrownBy(() -> run(resuming(to(dump))))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("dbo.Numbers was cut by the key [Other], and now has the key [Id]");
  }

  @Test
  void anUnchangedSourceKeepsWhatASnapshotPromises() throws Exception {
    stopAfter(byDefault(), 5);
    assertThat(run(resuming(byDefault())).getConsistency()).isEqualTo(SNAPSHOT);
    assertThat(listener.notes).isEmpty();
  }

  private enum Change {
    INSERT("INSERT INTO \"dbo\".\"Numbers\" (\"Id\", \"Text\") VALUES (1000, 'new')"),
    UPDATE("UPDATE \"dbo\".\"Numbers\" SET \"Text\" = 'new' WHERE \"Id\" = 1"),
    DELETE_FROM_A_FINISHED_TABLE("DELETE FROM \"dbo\".\"Keyless\" WHERE \"Number\" = 1"),
    DELETE_FROM_A_FINISHED_CHUNK("DELETE FROM \"dbo\".\"Numbers\" WHERE \"Id\" = 1");

    private final String sql;

    Change(String sql) {
      this.sql = sql;
    }
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void aChangeBetweenTwoSnapshotsIsToldOrRefused(Change change) throws Exception {
    Extraction first = byDefault().toBuilder().tables(tables(change)).build();
    stopAfter(first, 2);
    copy(dump, folder.resolve("asked"));
    database.execute(change.sql);

    assertThat(run(resuming(first)).getConsistency()).isEqualTo(READ_COMMITTED);
    assertThat(listener.notes).anyMatch(note -> note.startsWith("read-committed, because "));

    Extraction insisting =
        extraction(database, catalogue, folder.resolve("asked")).toBuilder()
            .rowsPerPart(30)
            .tables(tables(change))
            .consistency(SNAPSHOT)
            .resume(true)
            .build();
    assertThatThrownBy(() -> run(insisting))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("begin the dump anew, or add --resume --consistency read-committed");
  }

  private static List<String> tables(Change change) {
    return change == Change.DELETE_FROM_A_FINISHED_TABLE ? List.of("Keyless") : List.of("Numbers");
  }

  @Test
  void aPromiseThatWasGivenUpStaysSo() throws Exception {
    stopAfter(byDefault(), 2);
    database.execute(Change.UPDATE.sql);
    stopAfter(resuming(byDefault()), 2);
    assertThat(StateFolder.of(dump).read().orElseThrow().getConsistency())
        .isEqualTo(READ_COMMITTED);
    Extraction insisting = to(dump).toBuilder().consistency(SNAPSHOT).resume(true).build();
    assertThatThrownBy(() -> run(insisting))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("the rows read so far are read-committed, and snapshot is asked for")
        .hasMessageContaining("go on without --consistency");
    assertThat(run(resuming(byDefault())).getConsistency()).isEqualTo(READ_COMMITTED);
  }

  /** The mark that is the lowest because somebody was amid a change proves nothing. */
  @Test
  void marksThatAreEqualOnlyForLackOfABetterOneProveNothing() throws Exception {
    try (Connection other = database.open()) {
      other.setAutoCommit(false);
      other.createStatement().execute(Change.UPDATE.sql);
      stopAfter(byDefault().toBuilder().tables(List.of("Keyless", "Pairs")).build(), 2);
      assertThat(
              run(resuming(byDefault().toBuilder().tables(List.of("Keyless", "Pairs")).build()))
                  .getConsistency())
          .isEqualTo(READ_COMMITTED);
    }
  }

  @Test
  void aKillBetweenTheManifestAndTheEndIsTidiedUp() throws Exception {
    Manifest whole = run(to(dump));
    Files.createDirectory(dump.resolve(".state"));
    Files.writeString(dump.resolve(".state/extraction.json"), "{}");
    Files.createFile(dump.resolve(".unfinished"));
    assertThat(run(resuming(to(dump)))).isEqualTo(whole);
    assertThat(dump.resolve(".unfinished")).doesNotExist();
    assertThat(DumpLayout.state(dump)).doesNotExist();
    assertThat(listener.notes)
        .anyMatch(note -> note.endsWith("is finished already; nothing is left to read"));
  }

  @Test
  void aFinishedDumpOfAnotherDatabaseIsNotTakenForThisOne() throws Exception {
    run(to(dump));
    try (TestDatabase other = TestDatabase.of(catalogue)) {
      Extraction elsewhere = extraction(other, catalogue, dump).toBuilder().rowsPerPart(30).build();
      assertThatThrownBy(() -> run(resuming(elsewhere)))
          .isInstanceOf(RefusedFolderException.class)
          .hasMessageContaining("is of another database");
    }
  }

  @Test
  void whatAFailedRunLeavesIsTold() {
    assertThatThrownBy(
            () ->
                Extractor.run(
                    to(dump),
                    new Listening() {
                      @Override
                      void note(String text) {
                        listener.note(text);
                      }

                      @Override
                      void partFinished(LegacyTable table, Part part) {
                        throw new StoppedException();
                      }
                    },
                    Extractions.CLOCK))
        .isInstanceOf(StoppedException.class);
    assertThat(listener.notes)
        .containsExactly(dump + " is unfinished; the same command with --resume goes on");
  }
}
