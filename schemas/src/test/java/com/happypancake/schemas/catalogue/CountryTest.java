package com.happypancake.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class CountryTest {

  @Test
  void aCountryHasItsZone() {
    assertThat(Country.of("fi")).isEqualTo(new Country("FI", ZoneId.of("Europe/Helsinki")));
    assertThat(Country.of("SE").zone()).isEqualTo(ZoneId.of("Europe/Stockholm"));
  }

  @Test
  void anUnknownCountryIsAnErrorThatListsTheKnownOnes() {
    assertThatThrownBy(() -> Country.of("XX"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("'XX'")
        .hasMessageContaining("FI, ");
  }
}
