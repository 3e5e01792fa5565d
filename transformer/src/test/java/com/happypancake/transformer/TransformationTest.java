package com.happypancake.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TransformationTest {

  private static Transformation.Builder builder() {
    return Transformation.builder(Path.of("in"), Path.of("out"), DumpFixture.CLOCK, 1_000_000_000);
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().threads(0).build())
        .withMessage("the number of threads is at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().memoryBytes(1000).build())
        .withMessage("the sort's memory in bytes is at least 1048576, not 1000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().maxRejects(-1).build())
        .withMessage("the number of rejects allowed is at least 0, not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().eventsPerPart(0).build())
        .withMessage("the number of events in a part is at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().memoryBytes(900_000_000).build())
        .withMessageStartingWith(
            "the sort's memory of 900000000 bytes leaves too little of the heap's 1000000000");
    assertThat(builder().build().memoryBytes()).isEqualTo(400_000_000);
  }
}
