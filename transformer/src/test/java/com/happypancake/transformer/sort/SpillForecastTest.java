package com.happypancake.transformer.sort;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.dumps.block.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpillForecastTest {

  private static final int RECORD_BYTES = 213;

  @TempDir Path scratch;

  /** Notes the most bytes that were on the disk at a time. */
  private static final class Peak implements RunLog<Boolean> {

    private long bytes;
    private long peak;

    @Override
    public void spilled(List<RunFile> runs, List<Boolean> results) {
      bytes += runs.stream().mapToLong(RunFile::bytes).sum();
      peak = Math.max(peak, bytes);
    }

    @Override
    public void merged(RunFile whole, List<RunFile> runs) {
      peak = Math.max(peak, bytes + whole.bytes());
      bytes += whole.bytes() - runs.stream().mapToLong(RunFile::bytes).sum();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "65536, 20, 500",
    "65536, 2, 5000",
    "131072, 200, 20",
    "262144, 40, 500",
    "1048576, 100, 200",
    "4194304, 10, 3000",
    "67108864, 10, 3000"
  })
  void foretellsWhatASortTakesOnTheDisk(long memoryBytes, int tasks, int recordsPerTask)
      throws Exception {
    Peak peak = new Peak();
    ExternalSorter<Boolean> sorter =
        new ExternalSorter<>(scratch, memoryBytes, Workers.caller(), RestoredRuns.none(), peak);
    Random random = new Random(3);
    byte[] key = new byte[20];
    byte[] payload = new byte[RECORD_BYTES - SpillForecast.recordBytes(key.length, 0)];
    for (int task = 0; task < tasks; task++) {
      sorter.collect(
          records -> {
            for (int i = 0; i < recordsPerTask; i++) {
              random.nextBytes(key);
              records.add(key, key.length, payload, payload.length);
            }
            return true;
          });
    }
    sorter.sort();
    long records = (long) tasks * recordsPerTask;
    SpillForecast forecast =
        SpillForecast.of(
            records,
            records * RECORD_BYTES,
            records * RECORD_BYTES,
            tasks,
            memoryBytes,
            Workers.caller());
    assertThat(forecast.peakBytes()).isCloseTo(peak.peak, Percentage.withPercentage(15));
    assertThat(forecast.finalBytes()).isCloseTo(peak.bytes, Percentage.withPercentage(2));
  }

  @Test
  void nothingTakesNothing() {
    assertThat(SpillForecast.of(0, 0, 0, 1, 1 << 20, Workers.caller()))
        .isEqualTo(new SpillForecast(0, 0));
  }
}
