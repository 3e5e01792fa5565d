package com.happypancake.cli.seed;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.seeder.SeedSnapshot.Phase;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotTextTest {

  private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

  private static SnapshotText running() {
    return new SnapshotText(Snapshots.running(), 1_998.2, STOCKHOLM);
  }

  private static SnapshotText text(Phase phase, Optional<Duration> remaining) {
    return new SnapshotText(Snapshots.of(phase, 20_000, remaining), 19_998, STOCKHOLM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "40 | seeding 42% 1998 of 2000/s, ETA 47 min",
        "60 | seeding 42% 1998 of 2000/s, ETA 47 min 30 s (04:51)",
        "80 | seeding [####------] 42% 1998 of 2000/s, ETA 47 min 30 s (04:51)",
        "110 | seeding [#####--------] 42% 1998 of 2000/s, ETA 47 min 30 s (04:51), 4299999 of"
            + " 10000000 confirmed",
        "200 | seeding [##########---------------] 42% 1998 of 2000/s, ETA 47 min 30 s (04:51),"
            + " 4299999 of 10000000 confirmed, 1204 in flight, limit: queue news holds 45012 of at"
            + " most 50000 messages, 2 incidents",
        "12 | seeding 42%",
        "11 | seeding",
        "5 | seed",
      })
  void theMostImportantFieldsStay(int columns, String line) {
    assertThat(running().fit(columns)).isEqualTo(line);
  }

  @Test
  void noNumberIsEverCut() {
    for (SnapshotText text :
        new SnapshotText[] {
          running(),
          text(Phase.BLOCKED, Optional.empty()),
          text(Phase.CONNECTING, Optional.of(Duration.ofHours(69))),
        }) {
      Set<String> numbers = numbers(text.line());
      for (int columns = 1; columns < 250; columns++) {
        String line = text.fit(columns);
        assertThat(line.length()).isLessThan(columns);
        assertThat(numbers).containsAll(numbers(line));
      }
    }
  }

  private static Set<String> numbers(String line) {
    Matcher matcher = Pattern.compile("[0-9][0-9.:]*").matcher(line);
    Set<String> numbers = new HashSet<>();
    while (matcher.find()) {
      numbers.add(matcher.group());
    }
    return numbers;
  }

  @Test
  void whatHoldsARunIsSeenAtFortyColumns() {
    assertThat(text(Phase.BLOCKED, Optional.empty()).fit(40))
        .isEqualTo("BLOCKED 42% 19998 of 20000/s");
    assertThat(text(Phase.PAUSED, Optional.empty()).fit(45))
        .isEqualTo("PAUSED 42% 19998 of 20000/s, ETA unknown");
    assertThat(text(Phase.CONNECTING, Optional.of(Duration.ofMinutes(5))).fit(60))
        .isEqualTo("CONNECTING 42% 19998 of 20000/s, ETA 5 min 00 s (04:09)");
  }

  @Test
  void aFinishOnAnotherDayHasItsDate() {
    assertThat(text(Phase.RUNNING, Optional.of(Duration.ofHours(69))).fit(80))
        .isEqualTo("seeding [####------] 42% 19998 of 20000/s, ETA 69 h 00 min (Mon 5 Jan 01:04)");
  }

  @Test
  void aRunThatEndedSaysHowLongItTook() {
    assertThat(text(Phase.ENDED, Optional.empty()).fit(60))
        .isEqualTo("ended 42% 19998 of 20000/s, took 36 min 00 s");
  }

  @Test
  void anUnlimitedRateHasNoTarget() {
    assertThat(
            new SnapshotText(Snapshots.of(Phase.RUNNING, 0, Optional.empty()), 1_998.2, STOCKHOLM)
                .fit(40))
        .isEqualTo("seeding 42% 1998/s, ETA unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.001, 0.001",
    "0.5, 0.5",
    "0.4999, 0.5",
    "1, 1",
    "9.96, 10",
    "12.34, 12.3",
    "99.96, 100",
    "100, 100",
    "1998.2, 1998",
    "20000, 20000",
  })
  void aRateBelowOneIsNotRoundedToOne(double rate, String text) {
    assertThat(SnapshotText.number(rate)).isEqualTo(text);
  }
}
