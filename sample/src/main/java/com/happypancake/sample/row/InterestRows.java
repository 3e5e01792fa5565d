package com.happypancake.sample.row;

import java.util.List;

/**
 * The rows of Interests: first the vocabulary's own, then pairs of them, then threes, as members
 * who could add interests left them.
 */
final class InterestRows extends TableRows.Single {
  private final List<String> names;

  InterestRows(SampleContext context) {
    super(context.rows("Interests"));
    this.names = context.vocabulary().section("interests");
  }

  @Override
  void row(long row, RowSink sink) {
    sink.integer(row + 1);
    StringBuilder name = new StringBuilder();
    for (long rest = row; rest >= 0; rest = rest / names.size() - 1) {
      name.append(name.length() == 0 ? "" : " + ").append(names.get((int) (rest % names.size())));
    }
    sink.text(name.toString());
  }
}
