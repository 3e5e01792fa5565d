package com.happypancake.seeder.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.seeder.TestEvents;
import com.happypancake.seeder.event.EventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTopologyTest {

  @Test
  void oneStreamHasTheNameItself() {
    StreamTopology one = StreamTopology.hpc("fi.", 0);
    assertThat(one.streams()).containsExactly("fi.hpc-stream");
    assertThat(one.isSuperStream()).isFalse();
  }

  @Test
  void partitionsAreNumbered() {
    assertThat(StreamTopology.hpc("", 3).streams())
        .containsExactly("hpc-stream-0", "hpc-stream-1", "hpc-stream-2");
    assertThat(StreamTopology.hpc("", 1).streams()).containsExactly("hpc-stream-0");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1_001})
  void aNumberOfPartitionsOutOfRangeIsRefused(int partitions) {
    assertThatThrownBy(() -> StreamTopology.hpc("", partitions))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 1000");
  }

  /** The figures come from RabbitMQ's Java client; another hash would tear a subject apart. */
  @ParameterizedTest
  @CsvSource({"1, 4, 1", "2, 4, 0", "3, 4, 2", "4, 4, 1", "5, 4, 1"})
  void anEventsStreamComesFromItsSubject(int ordinal, int partitions, int expected)
      throws Exception {
    EventMessage message =
        EventMessage.of(ordinal, TestEvents.event(ordinal).toByteArray(), EventCatalogue.hpc());
    assertThat(StreamTopology.hpc("", partitions).streamOf(message)).isEqualTo(expected);
    assertThat(StreamTopology.hpc("", 0).streamOf(message)).isZero();
  }
}
