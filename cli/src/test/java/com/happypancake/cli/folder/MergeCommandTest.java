package com.happypancake.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.happypancake.cli.TestSession;
import com.happypancake.cli.folder.TestDeltas.TestPart;
import com.happypancake.dumps.Dump;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Favorite;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class MergeCommandTest {

  @TempDir private Path folder;
  private Path out;
  private final TestSession session = new TestSession();

  @BeforeEach
  void nameFolders() {
    out = folder.resolve("full");
  }

  private static City city(int id, String name) {
    return City.newBuilder().setCityId(id).setName(name).setCountryCode("FI").build();
  }

  private static TestPart cities(int first, int last) {
    return TestPart.rows(
        "Cities",
        City.getDefaultInstance(),
        IntStream.rangeClosed(first, last).mapToObj(id -> city(id, "Åbo")).toList());
  }

  private Dump base() throws IOException {
    return TestDeltas.write(
        folder.resolve("base"), TestDeltas.full(), List.of(cities(1, 3), cities(4, 5)));
  }

  private Dump delta(Manifest.Builder manifest) throws IOException {
    return TestDeltas.write(
        folder.resolve("delta"),
        manifest,
        List.of(
            TestPart.rows(
                "Cities", City.getDefaultInstance(), List.of(city(2, "Turku"), city(9, "Oulu"))),
            TestPart.deleted(
                "Cities",
                City.getDefaultInstance(),
                List.of(
                    City.newBuilder().setCityId(5).build(),
                    City.newBuilder().setCityId(7).build()))));
  }

  /** Returns the manifest of a delta for which the source counted its cities. */
  private static Manifest.Builder counted(Dump base, long cities) {
    return TestDeltas.delta(base)
        .addMarks(Mark.newBuilder().setTable("dbo.Cities").setSourceRows(cities));
  }

  private int merge(TestSession session, Dump base, Dump... deltas) {
    List<String> words = new ArrayList<>(List.of("dumps", "merge", base.folder().toString()));
    for (Dump delta : deltas) {
      words.add(delta.folder().toString());
    }
    words.addAll(List.of("--out", out.toString()));
    return session.run(words.toArray(String[]::new));
  }

  @Test
  void eachTablesCountsAddUp() throws IOException {
    Dump base = base();
    assertThat(merge(session, base, delta(TestDeltas.delta(base)))).isZero();
    String digest = Dump.open(out).manifest().getContentDigest();
    assertThat(session.out())
        .isEqualTo(
            """
            TABLE       BASE  KEPT  REPLACED  DELETED  ADDED  ROWS  DELETED NOT IN BASE
            dbo.Cities     5     3         1        1      1     5                    1
            total          5     3         1        1      1     5                    1
            """
                + out
                + ": 5 rows in 3 parts, content "
                + digest
                + "\n");
    assertThat(session.err()).isEmpty();
  }

  @Test
  void aDeltaThatDidNotLookForDeletedRowsIsNoted() throws IOException {
    Dump base = base();
    Dump delta = delta(counted(base, 17).setDeletes(Deletes.DELETES_NONE));
    assertThat(merge(session, base, delta)).isZero();
    assertThat(session.out())
        .endsWith(
            "note: "
                + delta.folder()
                + " was made without a look for deleted rows; "
                + out
                + " may hold rows that are gone from the source\n");
  }

  @Test
  void anotherCountThanTheSourcesIsAnError() throws IOException {
    Dump base = base();
    assertThat(merge(session, base, delta(counted(base, 17)))).isEqualTo(6);
    assertThat(session.err())
        .isEqualTo(
            "hpc dumps merge: "
                + out
                + ": dbo.Cities has 5 rows; the source counted 17; extract a full dump\n");
  }

  @Test
  void theSourcesCountIsNoError() throws IOException {
    Dump base = base();
    assertThat(merge(session, base, delta(counted(base, 5)))).isZero();
  }

  @Test
  void rowsThatTheBaseHasTwiceAreNoted() throws IOException {
    Dump base =
        TestDeltas.write(
            folder.resolve("base"), TestDeltas.full(), List.of(cities(1, 3), cities(2, 4)));
    assertThat(merge(session, base, delta(TestDeltas.delta(base)))).isZero();
    assertThat(session.out())
        .endsWith(
            "note: "
                + base.folder()
                + " has 1 row of dbo.Cities with the key of an earlier one; they were left out\n");
  }

  @Test
  void dumpsThatDoNotFitAreBadData() throws IOException {
    Dump base = base();
    Dump delta = delta(TestDeltas.delta(base).setCountry("SE"));
    assertThat(merge(session, base, delta)).isEqualTo(3);
    assertThat(session.err()).contains("has the country SE; " + base.folder() + " has FI;");
    assertThat(out).doesNotExist();
  }

  @Test
  void anOutFolderThatIsInUseIsRefused() throws IOException {
    Dump base = base();
    Dump delta = delta(TestDeltas.delta(base));
    Files.createDirectory(out);
    Files.writeString(out.resolve("mine"), "");
    assertThat(merge(session, base, delta)).isEqualTo(5);
    assertThat(session.err()).contains(out + ": is not empty");
  }

  @Test
  void aBaseAloneIsWrongUsage() throws IOException {
    assertThat(merge(session, base())).isEqualTo(2);
    assertThat(session.err()).contains("Missing required parameter: 'DELTA'");
  }

  @Test
  void thereIsNothingToMergeForEvents() {
    assertThat(session.run("events", "merge", "a", "b", "--out", out.toString())).isEqualTo(2);
  }

  /** A source of two tables, of which one has a key of two columns. */
  private static final class Source {

    private final Random random;
    private final TreeMap<Integer, City> cities = new TreeMap<>();
    private final TreeMap<String, Favorite> favorites = new TreeMap<>();

    Source(long seed) {
      random = new Random(seed);
    }

    /** Changes some rows, and returns the keys of all that were touched. */
    Set<String> change(int times) {
      Set<String> touched = new TreeSet<>();
      for (int i = 0; i < times; i++) {
        int id = random.nextInt(400);
        Favorite favorite =
            Favorite.newBuilder()
                .setMemberId(id % 20)
                .setFavoriteMemberId(id)
                .setCreatedAt(random.nextLong(1_000_000))
                .build();
        if (random.nextInt(3) == 0) {
          cities.remove(id);
          favorites.remove(key(favorite));
        } else {
          cities.put(id, city(id, "city " + random.nextInt(10)));
          favorites.put(key(favorite), favorite);
        }
        touched.add("city " + id);
        touched.add(key(favorite));
      }
      return touched;
    }

    private static String key(Favorite favorite) {
      return favorite.getMemberId() + "," + favorite.getFavoriteMemberId();
    }

    List<TestPart> all() {
      return List.of(
          part(City.getDefaultInstance(), cities.values().stream().toList()),
          part(Favorite.getDefaultInstance(), favorites.values().stream().toList()));
    }

    private static TestPart part(Message like, List<? extends Message> records) {
      return TestPart.rows(like instanceof City ? "Cities" : "Favorites", like, records);
    }

    List<TestPart> since(Map<String, Message> before, Set<String> touched) {
      Map<String, Message> now = state();
      List<Message> changed = new ArrayList<>();
      List<Message> gone = new ArrayList<>();
      for (String key : touched) {
        Message row = now.get(key);
        Message old = before.get(key);
        if (row != null) {
          changed.add(row);
        } else if (old != null) {
          gone.add(keyOf(old));
        }
      }
      List<TestPart> parts = new ArrayList<>();
      for (Message like : List.of(City.getDefaultInstance(), Favorite.getDefaultInstance())) {
        parts.add(part(like, changed.stream().filter(like.getClass()::isInstance).toList()));
        parts.add(
            TestPart.deleted(
                parts.get(parts.size() - 1).table(),
                like,
                gone.stream().filter(like.getClass()::isInstance).toList()));
      }
      return parts;
    }

    private static Message keyOf(Message row) {
      return row instanceof City city
          ? City.newBuilder().setCityId(city.getCityId()).build()
          : ((Favorite) row).toBuilder().clearCreatedAt().build();
    }

    Map<String, Message> state() {
      Map<String, Message> state = new TreeMap<>(favorites);
      cities.forEach((id, city) -> state.put("city " + id, city));
      return state;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aMergeEqualsAFullDumpOfTheSameMoment(long seed) throws IOException {
    Source source = new Source(seed);
    source.change(500);
    Dump base = TestDeltas.write(folder.resolve("base"), TestDeltas.full(), source.all());
    List<Dump> deltas = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Map<String, Message> before = source.state();
      Set<String> touched = source.change(100);
      Dump last = i == 0 ? base : deltas.get(i - 1);
      deltas.add(
          TestDeltas.write(
              folder.resolve("delta-" + i), TestDeltas.delta(last), source.since(before, touched)));
    }
    Path expected = folder.resolve("expected");
    TestDeltas.write(expected, TestDeltas.full(), source.all());
    assertThat(merge(session, base, deltas.toArray(Dump[]::new))).as(session.err()).isZero();
    TestSession diff = new TestSession();
    assertThat(diff.run("dumps", "diff", out.toString(), expected.toString()))
        .as(diff.out())
        .isZero();
    assertThat(new TestSession().run("dumps", "verify", out.toString())).isZero();
    TestSession other = new TestSession();
    assertThat(other.run("dumps", "diff", base.folder().toString(), expected.toString()))
        .as("the chain changes something")
        .isEqualTo(3);
  }
}
