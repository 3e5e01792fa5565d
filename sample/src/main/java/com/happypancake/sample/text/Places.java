package com.happypancake.sample.text;

import com.happypancake.sample.random.RowRandom;
import java.util.List;

/** The names of invented towns, and of the regions that they lie in. Immutable. */
public final class Places {
  private final List<String> firsts;
  private final List<String> seconds;
  private final List<String> regions;
  private final long offset;

  /**
   * Makes the places of {@code vocabulary}'s country; {@code random} decides where their list
   * starts.
   */
  public Places(Vocabulary vocabulary, RowRandom random) {
    this.firsts = vocabulary.section("places.first");
    this.seconds = vocabulary.section("places.second");
    this.regions = vocabulary.section("regions");
    this.offset = random.below(firsts.size() * seconds.size());
  }

  /**
   * Returns the name of the town {@code rank}, at least 0: two words, or three where there are more
   * towns than pairs.
   */
  public String town(long rank) {
    int pairs = firsts.size() * seconds.size();
    // A step that shares no factor with the number of pairs visits each of them once.
    long pair = (offset + rank % pairs * step(pairs)) % pairs;
    long more = rank / pairs;
    String middle = more == 0 ? "" : firsts.get((int) (more % firsts.size()));
    String first = firsts.get((int) (pair / seconds.size()));
    return Nicknames.capitalised(first) + middle + seconds.get((int) (pair % seconds.size()));
  }

  private static long step(int pairs) {
    long step = 619;
    while (pairs % step == 0) {
      step += 2;
    }
    return step;
  }

  /** Returns a region, drawn from {@code random}. */
  public String region(RowRandom random) {
    return regions.get(random.below(regions.size()));
  }
}
