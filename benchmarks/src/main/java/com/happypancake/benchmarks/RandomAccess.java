package com.happypancake.benchmarks;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartReader;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Reads single records of the dump's part at random ordinals, by its index. */
final class RandomAccess {

  private final Dump dump;
  private final LongSupplier nanoTime;
  private final RowRandom random = new RowRandom("FI", 1, "benchmark.access");

  RandomAccess(Dump dump, LongSupplier nanoTime) {
    this.dump = dump;
    this.nanoTime = nanoTime;
  }

  /**
   * Reads so many records, the first of them unmeasured.
   *
   * @param budget after which no other is begun
   */
  Timing run(int most, Duration budget) throws IOException {
    Part part = dump.parts().get(0);
    read(part, 1);
    List<Long> nanos = new ArrayList<>();
    long end = nanoTime.getAsLong() + budget.toNanos();
    do {
      long ordinal = 1 + random.below(part.getRecords());
      long start = nanoTime.getAsLong();
      read(part, ordinal);
      nanos.add(nanoTime.getAsLong() - start);
    } while (nanos.size() < most && nanoTime.getAsLong() < end);
    return new Timing("record at a random ordinal", nanos, List.of());
  }

  private void read(Part part, long ordinal) throws IOException {
    try (PartReader reader = dump.read(part, new OrdinalRange(ordinal, ordinal + 1))) {
      if (!reader.advance() || reader.ordinal() != ordinal) {
        throw new IOException(part.getPath() + ": no record " + ordinal);
      }
    }
  }
}
