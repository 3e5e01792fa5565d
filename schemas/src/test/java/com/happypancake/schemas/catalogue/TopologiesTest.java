package com.happypancake.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.topology.Module;
import com.happypancake.schemas.topology.Topology;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologiesTest {

  @Test
  void everyEventReachesAuditAndAtLeastOneOtherModule() {
    Topology topology = Topologies.hpc();
    for (EventDefinition event : EventCatalogue.hpc().events()) {
      List<String> modules =
          topology.getModulesList().stream()
              .filter(
                  module ->
                      module.getBindingsList().stream()
                          .anyMatch(binding -> matches(binding, event.routingKey())))
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
                  assertThat(EventCatalogue.hpc().events())
                      .anyMatch(event -> matches(binding, event.routingKey())));
    }
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
    assertThat(matches(binding, routingKey)).isEqualTo(expected);
  }

  /**
   * Returns whether a binding matches a routing key (AMQP 0-9-1, section 3.1.3.3).
   *
   * @param binding words separated by dots; {@code *} matches one word, {@code #} any number
   * @param routingKey words separated by dots
   */
  private static boolean matches(String binding, String routingKey) {
    return matches(binding.split("\\.", -1), 0, routingKey.split("\\.", -1), 0);
  }

  private static boolean matches(String[] binding, int b, String[] key, int k) {
    if (b == binding.length) {
      return k == key.length;
    }
    if (binding[b].equals("#")) {
      return matches(binding, b + 1, key, k) || (k < key.length && matches(binding, b, key, k + 1));
    }
    return k < key.length
        && Arrays.asList("*", key[k]).contains(binding[b])
        && matches(binding, b + 1, key, k + 1);
  }
}
