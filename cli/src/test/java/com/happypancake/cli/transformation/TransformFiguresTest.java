package com.happypancake.cli.transformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.happypancake.cli.progress.JobSnapshot;
import com.happypancake.cli.progress.JobSnapshot.Unit;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Planned;
import com.happypancake.transformer.TransformEvent.Progress;
import com.happypancake.transformer.TransformEvent.Work;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time lines of transforms, recorded and simulated, on a clock that stands still unless told. */
class TransformFiguresTest {

  private static final Work SWEDEN = new Work(280_000_000, 0, 60_000_000_000L);
  private static final Work LOOKUP = new Work(7_600_000, 0, 1_700_000_000L);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final TransformFigures figures = new TransformFigures(nanos::get);
  private final List<Prediction> predictions = new ArrayList<>();

  /**
   * What a snapshot predicted.
   *
   * @param at when, in seconds since the start
   * @param total the seconds that the whole run would take
   */
  private record Prediction(double at, double total, double fraction) {}

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private void pass(double seconds) {
    nanos.addAndGet((long) (seconds * 1e9));
    figures
        .get()
        .filter(now -> now.remaining().isPresent())
        .ifPresent(
            now ->
                predictions.add(
                    new Prediction(
                        seconds(now.elapsed()),
                        seconds(now.elapsed()) + seconds(now.remaining().orElseThrow()),
                        now.fraction())));
  }

  private JobSnapshot now() {
    return figures.get().orElseThrow();
  }

  /** Performs a phase in steps of half a second at an even rate. */
  private void run(Phase phase, Work earlier, Work whole, double seconds) {
    int steps = (int) (seconds * 2);
    figures.accept(new Progress(phase, "", earlier, earlier, phase.count(whole)));
    for (int i = 1; i <= steps; i++) {
      pass(seconds / steps);
      Work more = whole.minus(earlier);
      Work done =
          earlier.plus(
              new Work(
                  more.rows() * i / steps, more.events() * i / steps, more.bytes() * i / steps));
      figures.accept(new Progress(phase, "", done, earlier, phase.count(whole)));
    }
  }

  /** Checks each prediction from the first tenth of the run on. */
  private void expectAccuracy() {
    double total = seconds(figures.elapsed());
    assertThat(predictions).filteredOn(each -> each.at() >= total / 10).hasSizeGreaterThan(20);
    for (Prediction each : predictions) {
      if (each.at() >= total / 10) {
        assertThat(each.total() / total)
            .as("predicted at %.2f of the run", each.at() / total)
            .isCloseTo(1, within(0.2));
      }
    }
  }

  @Test
  void theRecordedRunOfFinlandIsPredictedWithinAFifthFromTheFirstTenthOn() throws Exception {
    double last = 0;
    for (String line : lines("finland.txt")) {
      String[] words = line.split(" ", -1);
      double at = Long.parseLong(words[0]) / 1e3;
      pass(at - last);
      last = at;
      if (words[1].equals("PLANNED")) {
        figures.accept(
            new Planned(
                Map.of(
                    Phase.LOOKUP,
                    new Work(Long.parseLong(words[2]), 0, Long.parseLong(words[3])),
                    Phase.MAPPING,
                    new Work(Long.parseLong(words[4]), 0, Long.parseLong(words[5]))),
                true));
      } else if (!words[1].equals("END")) {
        Work done =
            new Work(Long.parseLong(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]));
        figures.accept(
            new Progress(Phase.valueOf(words[1]), "", done, Work.NONE, Long.parseLong(words[5])));
      }
    }
    expectAccuracy();
  }

  private static List<String> lines(String name) throws Exception {
    try (InputStream in = TransformFiguresTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** Machines of any speed, more or fewer events a row, and a disk or a mapping that lags. */
  @ParameterizedTest
  @CsvSource({
    "7, 950, 525, 500",
    "1, 150, 525, 80",
    "60, 8000, 525, 4500",
    "7, 950, 420, 400",
    "7, 950, 525, 700",
    "7, 1300, 525, 500"
  })
  void swedenIsPredictedWithinAFifthFromTheFirstTenthOn(
      double lookupSeconds, double mappingSeconds, long millionEvents, double writingSeconds) {
    long events = millionEvents * 1_000_000;
    pass(1);
    figures.accept(new Planned(Map.of(Phase.LOOKUP, LOOKUP, Phase.MAPPING, SWEDEN), true));
    run(Phase.LOOKUP, Work.NONE, LOOKUP, lookupSeconds);
    run(Phase.MAPPING, Work.NONE, SWEDEN.plus(new Work(0, events, 0)), mappingSeconds);
    run(Phase.WRITING, Work.NONE, new Work(0, events, 90_000_000_000L), writingSeconds);
    expectAccuracy();
    assertThat(predictions).extracting(Prediction::fraction).isSorted();
  }

  @Test
  void workOfAnEarlierRunCountsInTheFractionAndNotInARate() {
    Work mapping = SWEDEN.plus(new Work(0, 420_000_000, 0));
    Work earlier = new Work(140_000_000, 210_000_000, 30_000_000_000L);
    figures.accept(new Planned(Map.of(Phase.LOOKUP, LOOKUP, Phase.MAPPING, SWEDEN), true));
    run(Phase.LOOKUP, Work.NONE, LOOKUP, 7);
    figures.accept(new Progress(Phase.MAPPING, "", earlier, earlier, mapping.rows()));
    pass(2);
    assertThat(now().fraction()).isBetween(0.3, 0.4);
    assertThat(now().amounts().get(0).done()).isEqualTo(140_000_000);
    assertThat(now().amounts().get(0).perSecond()).hasValue(0);
    run(Phase.MAPPING, earlier, mapping, 400);
    assertThat(now().amounts().get(0).perSecond().orElseThrow())
        .isCloseTo(140e6 / 400, within(1e3));
    run(Phase.WRITING, Work.NONE, new Work(0, 420_000_000, 70_000_000_000L), 380);
    expectAccuracy();
    TransformFigures.PhaseFigures mapped = figures.phases().get(1);
    assertThat(mapped.done()).isEqualTo(mapping);
    assertThat(mapped.earlier()).isEqualTo(earlier);
    assertThat(mapped.elapsed()).isEqualTo(Duration.ofSeconds(402));
  }

  @Test
  void beforeItsFirstPhaseARunHasNoProgressAndAtItsEndNothingRemains() {
    assertThat(figures.get()).isEmpty();
    figures.accept(new Planned(Map.of(Phase.LOOKUP, Work.NONE, Phase.MAPPING, Work.NONE), true));
    assertThat(figures.get()).isEmpty();
    run(Phase.WRITING, Work.NONE, new Work(0, 10, 100), 2);
    assertThat(now().fraction()).isEqualTo(1);
    assertThat(now().remaining()).contains(Duration.ZERO);
    assertThat(now().amounts()).extracting(JobSnapshot.Amount::unit).containsExactly(Unit.EVENTS);
  }

  @Test
  void aStallOfAMinuteLeavesTheRestUnknown() {
    figures.accept(new Planned(Map.of(Phase.LOOKUP, LOOKUP, Phase.MAPPING, SWEDEN), true));
    run(Phase.LOOKUP, Work.NONE, LOOKUP, 7);
    figures.accept(new Progress(Phase.MAPPING, "", Work.NONE, Work.NONE, SWEDEN.rows()));
    pass(30);
    assertThat(now().remaining()).isPresent();
    figures.accept(new Progress(Phase.MAPPING, "", Work.NONE, Work.NONE, SWEDEN.rows()));
    pass(60);
    figures.accept(new Progress(Phase.MAPPING, "", Work.NONE, Work.NONE, SWEDEN.rows()));
    pass(60);
    figures.accept(new Progress(Phase.MAPPING, "", Work.NONE, Work.NONE, SWEDEN.rows()));
    assertThat(now().remaining()).isEmpty();
  }
}
