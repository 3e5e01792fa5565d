package com.happypancake.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.TestSession;
import com.happypancake.transformer.DiskForecast;
import com.happypancake.transformer.TransformEvent;
import com.happypancake.transformer.Transformation;
import com.happypancake.transformer.Transformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the disk that a transform of the sample takes with what was foretold. */
@Tag("slow")
class DiskForecastTest {

  private static final Percentage BOUND = Percentage.withPercentage(15);
  private static final long HEAP_BYTES = 1L << 31;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"0.02", "0.1", "0.5"})
  void theForecastIsRightWithin15Percent(String scale, TestReporter reporter) throws Exception {
    Path in = folder.resolve("dump");
    TestSession session = new TestSession();
    assertThat(
            session.run(
                "sample", "create", "--country", "FI", "--scale", scale, "--to", in.toString()))
        .isZero();
    for (long memoryBytes : new long[] {4 << 20, 32 << 20, 1 << 30}) {
      Path out = folder.resolve("events-" + memoryBytes);
      List<DiskForecast> forecasts = new ArrayList<>();
      long spilledBytes =
          new Transformer(
                  Transformation.builder(in, out, Clock.systemUTC(), HEAP_BYTES)
                      .memoryBytes(memoryBytes)
                      .maxRejects(1_000_000)
                      .build(),
                  event -> {
                    if (event instanceof TransformEvent.Disk foretold) {
                      forecasts.add(foretold.forecast());
                    }
                  })
              .run()
              .spilledBytes();
      DiskForecast forecast = forecasts.get(0);
      reporter.publishEntry(
          scale + " " + memoryBytes,
          String.format(
              Locale.ROOT,
              "spilled %d of %d, events %d of %d",
              spilledBytes,
              forecast.scratch().peakBytes(),
              size(out),
              forecast.resultBytes()));
      assertThat(forecast.resultBytes()).isCloseTo(size(out), BOUND);
      // At most one merge is needed before the last one, and what it reads is deleted after it.
      assertThat(forecast.scratch().peakBytes()).isCloseTo(spilledBytes, BOUND);
    }
  }

  private static long size(Path out) throws IOException {
    try (Stream<Path> walk = Files.walk(out)) {
      long bytes = 0;
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }
}
