package com.happypancake.sample.row;

import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.Vocabulary;
import java.util.List;

/** The rows of the small tables to which others refer by id: Cities and Interests. */
abstract class ReferenceRows extends TableRows.Single {
  ReferenceRows(long count) {
    super(count);
  }

  @Override
  final void row(long row, RowSink sink) {
    sink.integer(row + 1);
    values(row, sink);
  }

  /** Writes the values after the id. */
  abstract void values(long row, RowSink sink);

  /** Invented towns with their regions. */
  static final class Cities extends ReferenceRows {
    private final RowRandom random;
    private final List<String> firsts;
    private final List<String> seconds;
    private final List<String> regions;
    private final long offset;
    private final String country;

    Cities(SampleContext context) {
      super(context.rows("Cities"));
      this.random = context.random("cities");
      this.firsts = context.vocabulary().section("places.first");
      this.seconds = context.vocabulary().section("places.second");
      this.regions = context.vocabulary().section("regions");
      this.offset = context.random("places").below(firsts.size() * seconds.size());
      this.country = context.country().name();
    }

    @Override
    void values(long row, RowSink sink) {
      sink.text(name(row));
      sink.text(regions.get(random.at(row).below(regions.size())));
      sink.text(country);
    }

    /** Returns two words, or three if more towns than pairs exist. */
    private String name(long row) {
      int pairs = firsts.size() * seconds.size();
      // A step that shares no factor with the number of pairs visits each pair once.
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

  /** The vocabulary's interests, then pairs and triples of them, as if members had added them. */
  static final class Interests extends ReferenceRows {
    private final List<String> names;

    Interests(SampleContext context) {
      super(context.rows("Interests"));
      this.names = context.vocabulary().section("interests");
    }

    @Override
    void values(long row, RowSink sink) {
      StringBuilder name = new StringBuilder();
      for (long rest = row; rest >= 0; rest = rest / names.size() - 1) {
        name.append(name.length() == 0 ? "" : " + ").append(names.get((int) (rest % names.size())));
      }
      sink.text(name.toString());
    }
  }
}
