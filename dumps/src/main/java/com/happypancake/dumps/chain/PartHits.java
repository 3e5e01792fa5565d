package com.happypancake.dumps.chain;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.chain.DumpChain.DumpPart;
import com.happypancake.dumps.chain.KeyMap.KeyDigest;
import com.happypancake.schemas.value.RecordKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * The records of one part whose keys the deltas name, in the order of their ordinals. Each takes 12
 * bytes. Immutable.
 */
final class PartHits {

  private final List<Run> runs;

  private PartHits(List<Run> runs) {
    this.runs = runs;
  }

  /** Hits of a range of the part, in two arrays of the same length. */
  private static final class Run {
    private long[] ordinals = new long[16];
    private int[] numbers = new int[16];
    private int size;

    void add(long ordinal, int number) {
      if (size == ordinals.length) {
        ordinals = Arrays.copyOf(ordinals, size * 2);
        numbers = Arrays.copyOf(numbers, size * 2);
      }
      ordinals[size] = ordinal;
      numbers[size++] = number;
    }
  }

  /**
   * Reads the keys of a part on all processors and looks them up.
   *
   * @param part a part of the base
   * @param reads the reader of its records' keys
   * @param keys the keys that the deltas name
   * @param progress counts each record
   * @throws DamagedDumpException if {@link Dump#readUnordered} finds damage
   */
  static PartHits of(DumpPart part, RecordKey reads, KeyMap keys, MergeProgress progress)
      throws IOException {
    List<Run> runs = new ArrayList<>();
    part.reading(
        () -> {
          part.dump()
              .readUnordered(
                  part.part(),
                  records -> {
                    Run run = run(part, records, reads, keys, progress);
                    synchronized (runs) {
                      runs.add(run);
                    }
                  });
          return runs;
        });
    return new PartHits(
        runs.stream()
            .filter(run -> run.size > 0)
            .sorted(Comparator.comparingLong(run -> run.ordinals[0]))
            .toList());
  }

  private static Run run(
      DumpPart part, PartReader records, RecordKey reads, KeyMap keys, MergeProgress progress)
      throws IOException {
    Run run = new Run();
    KeyDigest key = new KeyDigest();
    while (records.advance()) {
      OptionalInt number = keys.find(key.of(records.key(reads)));
      if (number.isPresent()) {
        run.add(records.ordinal(), number.getAsInt());
      }
      progress.step(part, records);
    }
    return run;
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** Receives hits one after another. */
  interface Visitor {
    void hit(long ordinal, int number) throws IOException;
  }

  /** Passes on all hits in the order of their ordinals. */
  void forEach(Visitor visitor) throws IOException {
    for (Run run : runs) {
      for (int i = 0; i < run.size; i++) {
        visitor.hit(run.ordinals[i], run.numbers[i]);
      }
    }
  }
}
