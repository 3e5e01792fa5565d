package com.happypancake.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.TestSession;
import com.happypancake.cli.folder.TestDeltas.TestPart;
import com.happypancake.dumps.Dump;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Interest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that look into a folder, on a delta: deleted keys are no rows. */
class DeltaFolderTest {

  private static final String NOTE =
      "note: 2 deleted keys left out; to see deleted keys, name Cities.deleted\n";

  @TempDir private Path temporary;
  private Path folder;
  private final TestSession session = new TestSession();

  @BeforeEach
  void writeADelta() throws IOException {
    Dump base = TestDeltas.write(temporary.resolve("base"), TestDeltas.full(), List.of());
    folder = temporary.resolve("delta");
    TestDeltas.write(
        folder,
        TestDeltas.delta(base),
        List.of(
            TestPart.rows("Cities", City.getDefaultInstance(), List.of(city(1))),
            TestPart.deleted("Cities", City.getDefaultInstance(), List.of(city(2), city(3))),
            TestPart.rows(
                "Interests",
                Interest.getDefaultInstance(),
                List.of(Interest.newBuilder().setInterestId(7).build()))));
  }

  private static City city(int id) {
    return City.newBuilder().setCityId(id).build();
  }

  private int run(String command, String... more) {
    List<String> words = new ArrayList<>(List.of("dumps", command, folder.toString()));
    words.addAll(List.of(more));
    return session.run(words.toArray(String[]::new));
  }

  @Test
  void lsTellsRowsFromDeletedKeys() {
    assertThat(run("ls")).isZero();
    assertThat(session.out())
        .contains(": rows, delta, FI (Europe/Helsinki); 2 records and 2 deleted keys in 3 parts")
        .contains("deletes by   keys\n")
        .contains("dbo.Cities (deleted keys)");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void countCountsDeletedKeysApart(boolean reads) {
    assertThat(reads ? run("count", "--read") : run("count")).isZero();
    assertThat(session.out())
        .isEqualTo(
            """
            TABLE                      RECORDS
            dbo.Cities                       1
            dbo.Cities (deleted keys)        2
            dbo.Interests                    1
            total                            2
            total (deleted keys)             2
            """);
    assertThat(session.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cat", "head"})
  void deletedKeysAreNotPrintedAmongRows(String command) {
    assertThat(run(command, "--fields", "CityId", "Cities")).isZero();
    assertThat(session.out()).isEqualTo("{\"cityId\":1}\n");
    assertThat(session.err()).isEqualTo(NOTE);
  }

  @Test
  void theSchemasNameOfATableMeansItsRowsToo() {
    assertThat(run("cat", "dbo.Cities", "--format", "json")).isZero();
    assertThat(session.out()).isEqualTo("{\"cityId\":1}\n");
    assertThat(session.err()).isEqualTo(NOTE);
  }

  @Test
  void allRowsAreWithoutDeletedKeys() {
    assertThat(run("cat", "--format", "json")).isZero();
    assertThat(session.out()).isEqualTo("{\"cityId\":1}\n{\"interestId\":7}\n");
    assertThat(session.err()).isEqualTo(NOTE);
  }

  @Test
  void ofAnotherTableNothingIsLeftOut() {
    assertThat(run("cat", "Interests")).isZero();
    assertThat(session.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cities.deleted", "Cities.deleted/part-00000.pb.gz"})
  void deletedKeysArePrintedWhereTheyAreNamed(String name) {
    assertThat(run("cat", name, "--format", "json")).isZero();
    assertThat(session.out()).isEqualTo("{\"cityId\":2}\n{\"cityId\":3}\n");
    assertThat(session.err()).isEmpty();
  }

  @Test
  void statsAreOfRows() {
    assertThat(run("stats")).isZero();
    assertThat(session.out())
        .contains("dbo.Cities: 1 records")
        .contains("dbo.Interests: 1 records")
        .doesNotContain("deleted");
    assertThat(session.err()).isEqualTo(NOTE);
  }

  @Test
  void statsOfDeletedKeysSaySo() {
    assertThat(run("stats", "Cities.deleted")).isZero();
    assertThat(session.out()).contains("dbo.Cities (deleted keys): 2 records");
  }

  @Test
  void findLooksAmongRowsAndSaysThatThereAreDeletedKeys() {
    assertThat(run("find", "Cities", "2")).isEqualTo(3);
    assertThat(session.out()).isEmpty();
    assertThat(session.err()).startsWith(NOTE).contains("no such record in Cities, which has 1");
    assertThat(run("find", "Cities.deleted", "2")).isZero();
    assertThat(session.out()).contains("\"cityId\":2");
  }

  @Test
  void exportWritesRowsAlone() {
    Path out = temporary.resolve("plain");
    assertThat(run("export", "--format", "json", "--out", out.toString())).isZero();
    assertThat(out.resolve("Cities.jsonl")).hasContent("{\"cityId\":1}");
    assertThat(out.resolve("Cities.deleted.jsonl")).doesNotExist();
    assertThat(session.err()).isEqualTo(NOTE);
  }

  @Test
  void exportWritesDeletedKeysThatAreNamedIntoAFileOfTheirOwn() {
    Path out = temporary.resolve("plain");
    assertThat(run("export", "Cities.deleted", "--format", "json", "--out", out.toString()))
        .isZero();
    assertThat(out.resolve("Cities.deleted.jsonl")).hasContent("{\"cityId\":2}\n{\"cityId\":3}");
  }

  @Test
  void diffComparesDeletedKeysApart() throws IOException {
    Path other = temporary.resolve("other");
    Dump base = Dump.open(temporary.resolve("base"));
    TestDeltas.write(
        other,
        TestDeltas.delta(base),
        List.of(
            TestPart.rows("Cities", City.getDefaultInstance(), List.of(city(1), city(2))),
            TestPart.deleted("Cities", City.getDefaultInstance(), List.of(city(3)))));
    assertThat(run("diff", other.toString(), "dbo.Cities")).isEqualTo(3);
    assertThat(session.out())
        .contains("added Cities 2\n")
        .contains("removed Cities.deleted (deleted keys) 2\n");
  }

  @Test
  void verifyAndIndexTakeAllParts() throws IOException {
    Path index = folder.resolve("Cities.deleted/part-00000.index.pb.gz");
    Files.delete(index);
    assertThat(run("index")).isZero();
    assertThat(index).exists();
    assertThat(run("verify")).isZero();
    assertThat(session.out()).contains("3 parts, 4 records read, all as the manifest says");
  }
}
