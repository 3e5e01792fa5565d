package com.happypancake.transformer.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.happypancake.schemas.value.Guids;
import com.happypancake.schemas.value.WallClock;
import java.time.LocalDateTime;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventIdsTest {

  /** The expected values are those of Python's uuid.uuid5. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FI/Messages/17|message-sent|6752b561-7d24-530d-91ba-00a4a2f99470",
        "SE/ProfileVisits/4,17,2014-03-01T12:34:56.1230000|profile-visited"
            + "|af218a01-cfe4-508c-acde-6a5a4dbcefb4",
      })
  void anIdentifierIsTheVersion5UuidThatOtherLibrariesMake(String row, String type, UUID expected) {
    long time = WallClock.toTicks(LocalDateTime.parse("2014-03-01T12:34:56.123"));
    EventIds ids = new EventIds();
    assertThat(Guids.fromBytes(ByteString.copyFrom(ids.of(row, type, time)))).isEqualTo(expected);
    assertThat(ids.of(row, type, time)).as("again").isEqualTo(Guids.toBytes(expected));
    assertThat(expected.version()).isEqualTo(5);
    assertThat(expected.variant()).isEqualTo(2);
  }
}
