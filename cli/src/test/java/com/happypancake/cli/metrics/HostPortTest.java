package com.happypancake.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

  @ParameterizedTest
  @CsvSource({"h:1, h, 1", "127.0.0.1:8125, 127.0.0.1, 8125", "[::1]:65535, ::1, 65535"})
  void aPlaceIsReadAndWrittenAlike(String text, String host, int port) {
    HostPort place = HostPort.parse("--x", text, Optional.empty());
    assertThat(place).isEqualTo(new HostPort(host, port)).hasToString(text);
    assertThat(HostPort.parse("--x", text, Optional.of("other"))).isEqualTo(place);
  }

  @Test
  void aPortAloneTakesTheHostThatIsGiven() {
    assertThat(HostPort.parse("--x", "9464", Optional.of("h"))).isEqualTo(new HostPort("h", 9464));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "h", "8125", ":8125", "h:", "h:-1", "h:123456", "::1:8125", "h:99999"})
  void anythingElseIsRefusedByTheOptionsName(String text) {
    assertThatThrownBy(() -> HostPort.parse("--x", text, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--x")
        .hasMessageContaining("expected");
  }
}
