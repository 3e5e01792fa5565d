package com.happypancake.inspect.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.ReadListener;
import com.happypancake.inspect.FolderStatistics;
import com.happypancake.inspect.diff.FolderDiff;
import com.happypancake.inspect.diff.FolderDiff.DiffCounts;
import com.happypancake.inspect.query.RecordCounter.IndexCount;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Interest;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looks into a folder as a Java program would: 1,000 cities in two parts, and one interest. */
@Timeout(60)
class QueryTest {

  private static final ReadListener SILENT = (path, done, total) -> {};

  @TempDir private Path temporary;
  private Dump dump;

  @BeforeEach
  void writeFolder() throws IOException {
    dump = folder("folder", "c");
  }

  private Dump folder(String name, String prefix) throws IOException {
    Path folder = temporary.resolve(name);
    try (DumpWriter writer =
        DumpWriter.create(folder, List.of(LegacyProto.getDescriptor()), Clock.systemUTC())) {
      write(writer, "Cities", cities(prefix, 1, 600));
      write(writer, "Cities", cities(prefix, 601, 1_000));
      write(writer, "Interests", List.of(Interest.newBuilder().setInterestId(7).build()));
      writer.finish(Manifest.newBuilder().setContent(Content.CONTENT_ROWS));
    }
    return Dump.open(folder);
  }

  private static void write(DumpWriter writer, String series, List<? extends Message> records)
      throws IOException {
    String message = records.get(0).getDescriptorForType().getFullName();
    try (PartWriter part = writer.part(series, message)) {
      part.entry().setTable("dbo." + series);
      for (Message record : records) {
        part.write(record);
      }
      part.finish();
    }
  }

  private static List<City> cities(String prefix, int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(id -> City.newBuilder().setCityId(id).setName(prefix + id).build())
        .toList();
  }

  private Query cities() {
    return Query.of(dump, Optional.of("cities"));
  }

  private static List<String> names(Query query) throws Exception {
    List<String> names = new ArrayList<>();
    try (QueryCursor cursor = new QueryCursor(query, SILENT)) {
      while (cursor.advance()) {
        names.add(name(cursor.message()));
      }
    }
    return names;
  }

  private static String name(DynamicMessage city) {
    return (String) city.getField(city.getDescriptorForType().findFieldByName("name"));
  }

  @Test
  void aCursorReadsTheRecordsThatMatch() throws Exception {
    assertThat(names(cities())).hasSize(1_000);
    assertThat(names(cities().withRange(new OrdinalRange(399, 401))))
        .containsExactly("c399", "c400", "c999", "c1000");
    assertThat(names(cities().withConditions(List.of(Condition.parse("Name=c700")))))
        .containsExactly("c700");
  }

  @Test
  void aQueryThatDoesNotFitSaysWhatThereIs() {
    assertThatThrownBy(() -> Query.of(dump, Optional.of("Cats")))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageEndingWith("no part, table or event type 'Cats'; it holds Cities, Interests");
    assertThatThrownBy(() -> cities().withConditions(List.of(Condition.parse("color=red"))))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageStartingWith("hpc.legacy.City has no field 'color'; it has cityId, name");
    assertThatThrownBy(() -> cities().withEvents(EventFilter.ofTypes(Set.of("flirt-sent"))))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageContaining("holds no events");
  }

  @Test
  void aRecordIsFoundByItsKeyAndByItsNumber() throws Exception {
    List<String> found = new ArrayList<>();
    RecordFinder finder = new RecordFinder(cities(), SILENT);
    assertThat(finder.byKey("601", city -> found.add(name(city)))).isEqualTo(1);
    assertThat(finder.byOrdinal(602, city -> found.add(name(city)))).isTrue();
    assertThat(found).containsExactly("c601", "c602");
    assertThat(finder.byKey("1001", city -> {})).isZero();
    assertThat(finder.byOrdinal(1_001, city -> {})).isFalse();
  }

  @Test
  void allWaysOfCountingGiveTheSame() throws Exception {
    RecordCounter counter = new RecordCounter(Query.of(dump, Optional.empty()), SILENT);
    Map<String, Long> counts = Map.of("dbo.Cities", 1_000L, "dbo.Interests", 1L);
    assertThat(counter.byReading()).isEqualTo(counts);
    assertThat(counter.byManifest()).contains(new TreeMap<>(counts));
    assertThat(counter.byIndex()).isEqualTo(new IndexCount(1_001, 0));
    Query one = cities().withConditions(List.of(Condition.parse("cityId=1")));
    assertThat(new RecordCounter(one, SILENT).byReading()).isEqualTo(Map.of("dbo.Cities", 1L));
    assertThat(new RecordCounter(one, SILENT).byManifest()).isEmpty();
  }

  @Test
  void anInterruptEndsACount() {
    RecordCounter counter = new RecordCounter(cities(), SILENT);
    Thread.currentThread().interrupt();
    assertThatThrownBy(counter::byReading).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void statisticsAreOfEachTable() throws Exception {
    Query all = Query.of(dump, Optional.empty());
    long fileBytes =
        dump.parts().stream()
            .filter(part -> part.getTable().equals("dbo.Cities"))
            .mapToLong(Part::getBytes)
            .sum();
    assertThat(FolderStatistics.read(all, SILENT))
        .first()
        .satisfies(
            table -> {
              assertThat(table.name()).isEqualTo("dbo.Cities");
              assertThat(table.records()).isEqualTo(1_000);
              assertThat(table.fileBytes()).hasValue(fileBytes);
              assertThat(table.columns().get(0).greatest()).contains(1_000);
            });
  }

  @Test
  void foldersAreComparedTableByTable() throws Exception {
    FolderDiff diff = new FolderDiff(dump, folder("other", "d"), Optional.empty());
    List<String> changed = new ArrayList<>();
    assertThat(diff.tables()).containsExactly("Cities", "Interests");
    assertThat(diff.compare("Cities", difference -> changed.add(difference.record().key())))
        .isEqualTo(new DiffCounts(0, 0, 1_000, 0));
    assertThat(changed).hasSize(1_000).contains("17");
    assertThat(diff.compare("Interests", difference -> {})).isEqualTo(new DiffCounts(0, 0, 0, 1));
  }
}
