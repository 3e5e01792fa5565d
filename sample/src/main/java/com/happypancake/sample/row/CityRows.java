package com.happypancake.sample.row;

import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.Vocabulary;
import java.util.List;

/** The rows of Cities: invented towns, with the regions that they lie in. */
final class CityRows extends TableRows.Single {
  private final RowRandom random;
  private final List<String> firsts;
  private final List<String> seconds;
  private final List<String> regions;
  private final long offset;
  private final String country;

  CityRows(SampleContext context) {
    super(context.rows("Cities"));
    this.random = context.random("cities");
    this.firsts = context.vocabulary().section("places.first");
    this.seconds = context.vocabulary().section("places.second");
    this.regions = context.vocabulary().section("regions");
    this.offset = context.random("places").below(firsts.size() * seconds.size());
    this.country = context.country().name();
  }

  @Override
  void row(long row, RowSink sink) {
    sink.integer(row + 1);
    sink.text(name(row));
    sink.text(regions.get(random.at(row).below(regions.size())));
    sink.text(country);
  }

  /** Returns two words, or three where there are more towns than pairs. */
  private String name(long row) {
    int pairs = firsts.size() * seconds.size();
    // A step that shares no factor with the number of pairs visits each of them once.
    long pair = (offset + row % pairs * step(pairs)) % pairs;
    long more = row / pairs;
    String middle = more == 0 ? "" : firsts.get((int) (more % firsts.size()));
    String first = firsts.get((int) (pair / seconds.size()));
    return Vocabulary.capitalised(first) + middle + seconds.get((int) (pair % seconds.size()));
  }

  private static long step(int pairs) {
    long step = 619;
    while (pairs % step == 0) {
      step += 2;
    }
    return step;
  }
}
