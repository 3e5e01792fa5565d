package com.happypancake.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.topology.Module;
import com.happypancake.schemas.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologiesTest {

  private static final EventCatalogue EVENTS = EventCatalogue.hpc();

  @Test
  void everyEventReachesAuditAndAtLeastOneOtherModule() {
    Topology topology = Topologies.hpc();
    for (EventDefinition event : EVENTS.events()) {
      List<String> modules =
          topology.getModulesList().stream()
              .filter(module -> Topologies.hears(module, event.routingKey()))
              .map(Module::getName)
              .toList();
      assertThat(modules).as(event.type()).contains("audit").hasSizeGreaterThan(1);
    }
  }

  @Test
  void everyBindingLetsSomeEventThrough() {
    for (Module module : Topologies.hpc().getModulesList()) {
      assertThat(module.getBindingsList())
          .as(module.getName())
          .isNotEmpty()
          .doesNotHaveDuplicates()
          .allSatisfy(
              binding ->
                  assertThat(EVENTS.events())
                      .anyMatch(event -> Topologies.matches(binding, event.routingKey())));
    }
  }

  @Test
  void aModuleHearsWhatBeginsAndEndsTheRowsThatItHearsOf() {
    for (Module module : Topologies.hpc().getModulesList()) {
      for (EventDefinition event : EVENTS.events()) {
        if (event.comesFromRows() && Topologies.hears(module, event.routingKey())) {
          Set<String> tables = tablesNamedBy(event);
          assertThat(EVENTS.events())
              .as(module.getName() + " hears " + event.type())
              .filteredOn(
                  other ->
                      tables.contains(other.table()) && (other.place() == 0 || isUndoing(other)))
              .allMatch(other -> Topologies.hears(module, other.routingKey()), "hears it, too");
          event
              .undoneBy()
              .ifPresent(
                  undoing ->
                      assertThat(Topologies.hears(module, EVENTS.byType(undoing).routingKey()))
                          .as(module.getName() + " hears " + undoing)
                          .isTrue());
        }
      }
    }
  }

  /** Returns the table of an event's row, and those with events to which the row refers. */
  private static Set<String> tablesNamedBy(EventDefinition event) {
    LegacyTable table = LegacyCatalogue.hpc().table(event.table());
    Stream<String> others =
        table.columns().stream()
            .map(column -> column.options().getLookup().replaceFirst("\\..*", ""))
            .filter(Set.of("Members", "Photos")::contains);
    return Stream.concat(Stream.of(event.table()), others).collect(Collectors.toSet());
  }

  /** Returns whether an event takes back the first fact of its row. */
  private static boolean isUndoing(EventDefinition event) {
    return EVENTS.events().stream()
        .filter(first -> first.place() == 0)
        .anyMatch(first -> first.undoneBy().equals(Optional.of(event.type())));
  }

  @Test
  void everyQueueHearsThatTheSeedEnded() {
    assertThat(Topologies.hpc().getModulesList())
        .allMatch(module -> Topologies.hears(module, "seed.ended"));
  }

  @Test
  void modulesHaveNamesOfTheirOwn() {
    assertThat(Topologies.hpc().getModulesList())
        .hasSize(17)
        .extracting(Module::getName)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "#, member.registered, true",
    "member.*, member.registered, true",
    "member.*, member, false",
    "member.*, member.a.b, false",
    "member.#, member, true",
    "member.#, member.a.b, true",
    "#.b, a.b, true",
    "#.b, a.c, false",
    "photo.liked, photo.liked, true",
    "photo.liked, photo.unliked, false",
    "*, a, true",
    "*, a.b, false",
  })
  void bindingKeysMatchAsAmqpHasIt(String binding, String routingKey, boolean expected) {
    assertThat(Topologies.matches(binding, routingKey)).isEqualTo(expected);
  }
}
