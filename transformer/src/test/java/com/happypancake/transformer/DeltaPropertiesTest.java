package com.happypancake.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.catalogue.Topologies;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.topology.Module;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaPropertiesTest {

  private static final long HEAP_BYTES = 1L << 28;

  @TempDir Path folder;

  private List<Event> transform(List<Path> base, Path in) throws Exception {
    Path out = in.resolveSibling("events of " + in.getFileName());
    new Transformer(
            Transformation.builder(in, out, DumpFixture.CLOCK, HEAP_BYTES)
                .base(base)
                .memoryBytes(1 << 20)
                .threads(2)
                .maxRejects(Long.MAX_VALUE)
                .build(),
            event -> {})
        .run();
    return DumpFixture.read(out, Event.parser());
  }

  static Stream<Long> seeds() {
    return Stream.iterate(Long.getLong("hpc.deltas.first", 1), seed -> seed + 1)
        .limit(Integer.getInteger("hpc.deltas", 20));
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("seeds")
  void aConsumerSeesTheSameAfterBaseAndDeltasAsAfterAFullTransform(long seed) throws Exception {
    RandomDatabase database = new RandomDatabase(seed);
    List<Path> chain = new ArrayList<>(List.of(folder.resolve("base")));
    Manifest last = database.dump(chain.get(0));
    List<List<Event>> events = new ArrayList<>(List.of(transform(List.of(), chain.get(0))));
    for (int delta = 1; delta <= 3; delta++) {
      database.change(14);
      Path in = folder.resolve("delta " + delta);
      last = database.delta(in, last);
      events.add(transform(chain, in));
      chain.add(in);
      Path whole = folder.resolve("whole " + delta);
      database.dump(whole);
      check(seed, delta, events, transform(List.of(), whole));
    }
  }

  private static void check(long seed, int delta, List<List<Event>> chain, List<Event> whole)
      throws Exception {
    List<Optional<Module>> modules = new ArrayList<>(List.of(Optional.empty()));
    Topologies.hpc().getModulesList().forEach(module -> modules.add(Optional.of(module)));
    for (Optional<Module> module : modules) {
      ReferenceConsumer following = new ReferenceConsumer(module);
      chain.forEach(following::apply);
      ReferenceConsumer fresh = new ReferenceConsumer(module);
      fresh.apply(whole);
      Set<String> seen = following.view();
      Set<String> expected = fresh.view();
      assertThat(seen.stream().filter(line -> !expected.contains(line)))
          .as("seed %d, delta %d, %s: seen", seed, delta, name(module))
          .isEmpty();
      assertThat(expected.stream().filter(line -> !seen.contains(line)))
          .as("seed %d, delta %d, %s: not seen", seed, delta, name(module))
          .isEmpty();
    }
  }

  private static String name(Optional<Module> module) {
    return module.map(Module::getName).orElse("all");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void idsAreThoseOfAFullTransformIfRowsAndReceiptsWereOnlyAdded(long seed) throws Exception {
    RandomDatabase database = new RandomDatabase(seed);
    Path base = folder.resolve("base");
    Manifest manifest = database.dump(base);
    List<Event> events = new ArrayList<>(transform(List.of(), base));
    database.grow(30);
    Path delta = folder.resolve("delta");
    database.delta(delta, manifest);
    events.addAll(transform(List.of(base), delta));
    Path whole = folder.resolve("whole");
    database.dump(whole);
    assertThat(ids(events)).containsExactlyInAnyOrderElementsOf(ids(transform(List.of(), whole)));
  }

  private static List<String> ids(List<Event> events) {
    return events.stream()
        .map(
            event ->
                event.getFactCase() + " " + HexFormat.of().formatHex(event.getId().toByteArray()))
        .toList();
  }
}
