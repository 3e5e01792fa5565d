package com.happypancake.seeder.report;

import com.happypancake.schemas.seed.Sample;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Says how well a run kept its plan, from its samples. Not thread-safe. */
final class PlanKeeping {

  private static final double TOLERANCE = 0.01;

  private final Map<String, Held> limits = new LinkedHashMap<>();
  private long samples;
  private long off;
  private double planned;
  private double lacking;

  /** How long a limit held the rate, and its last words. */
  private record Held(long millis, String words) {}

  void add(Sample sample) {
    if (!sample.getLimit().isEmpty()) {
      // The numbers of a limit change from sample to sample.
      String key = sample.getLimit().replaceAll("[0-9]+", "#");
      long before = limits.containsKey(key) ? limits.get(key).millis() : 0;
      limits.put(key, new Held(before + sample.getMillis(), sample.getLimit()));
    }
    if (!sample.hasPlannedRate()) {
      return;
    }
    double wanted = sample.getPlannedRate() * sample.getMillis() / 1e3;
    samples++;
    planned += wanted;
    lacking += wanted - sample.getSent();
    if (Math.abs(wanted - sample.getSent()) > Math.max(1, TOLERANCE * wanted)) {
      off++;
    }
  }

  /** Returns sentences. */
  String words() {
    StringBuilder words = new StringBuilder();
    if (samples == 0) {
      words.append("The rate had no limit.");
    } else if (off == 0) {
      words.append("Every sample was within 1 % of the plan.");
    } else {
      words.append(
          String.format(
              Locale.ROOT,
              "%d of %d samples were off by more than 1 %% of the plan.",
              off,
              samples));
      words.append(
          lacking < 1
              ? " In sum no events were lacking."
              : String.format(
                  Locale.ROOT,
                  " In sum %,.0f events were lacking, which is %.1f %% of the plan.",
                  lacking,
                  100 * lacking / planned));
    }
    limits
        .values()
        .forEach(
            held ->
                words
                    .append(" For ")
                    .append(ReportText.duration(held.millis()))
                    .append(" the rate was held by: ")
                    .append(held.words())
                    .append('.'));
    return words.toString();
  }
}
