package com.happypancake.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Contenders that take turns: A B C, A B C, and so on, so that a machine that slows down does so
 * for all.
 */
final class Comparison {

  /** Something that is done, under the clock or beside it. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException, InterruptedException;
  }

  private record Contender(String name, Step timed, Step after) {}

  private final Clocks clocks;
  private final Consumer<String> progress;
  private final List<Contender> contenders = new ArrayList<>();

  /**
   * A contest without contenders.
   *
   * @param clocks of what the contenders do
   * @param progress hears what is being run
   */
  Comparison(Clocks clocks, Consumer<String> progress) {
    this.clocks = clocks;
    this.progress = progress;
  }

  /**
   * Adds a contender.
   *
   * @param timed what is measured
   * @param after tidies up, beside the clock
   */
  Comparison add(String name, Step timed, Step after) {
    contenders.add(new Contender(name, timed, after));
    return this;
  }

  /** Runs each once, so that all begin warm; nothing is measured. */
  Comparison warmUp() throws IOException, InterruptedException {
    for (Contender each : contenders) {
      progress.accept("warm-up: " + each.name());
      each.timed().run();
      each.after().run();
    }
    return this;
  }

  /** Runs the rounds, and returns what each contender took, in the order in which they came. */
  List<Timing> run(int rounds) throws IOException, InterruptedException {
    List<List<Long>> wall = lists();
    List<List<Long>> cpu = lists();
    for (int round = 1; round <= rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        Contender each = contenders.get(i);
        progress.accept("round " + round + " of " + rounds + ": " + each.name());
        long cpuStart = clocks.cpuNanos().getAsLong();
        long start = clocks.wallNanos().getAsLong();
        each.timed().run();
        wall.get(i).add(clocks.wallNanos().getAsLong() - start);
        cpu.get(i).add(clocks.cpuNanos().getAsLong() - cpuStart);
        each.after().run();
      }
    }
    List<Timing> timings = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      timings.add(new Timing(contenders.get(i).name(), wall.get(i), cpu.get(i)));
    }
    return timings;
  }

  private List<List<Long>> lists() {
    List<List<Long>> lists = new ArrayList<>();
    contenders.forEach(each -> lists.add(new ArrayList<>()));
    return lists;
  }
}
