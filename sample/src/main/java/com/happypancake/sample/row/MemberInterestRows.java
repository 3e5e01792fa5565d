package com.happypancake.sample.row;

import com.happypancake.sample.random.EvenRowsPerOwner;
import com.happypancake.sample.random.RowRandom;

/** The rows of MemberInterests. */
final class MemberInterestRows extends OwnedRows {
  private final RowRandom random;
  private final Population people;
  private final MemberMoments moments;
  private final long interests;
  private final DistinctKeys chosen = new DistinctKeys();

  MemberInterestRows(SampleContext stage) {
    super(
        new EvenRowsPerOwner(
            stage.random("memberinterests.share"),
            stage.volumes().members(),
            stage.volumes().memberInterests()));
    this.random = stage.random("memberinterests");
    this.people = stage.people();
    this.moments = new MemberMoments(stage, new Anomalies(stage, "memberinterests"));
    this.interests = stage.volumes().interests();
  }

  @Override
  void prepare(int owner, long start, int count) {
    random.at(owner, KEYS);
    chosen.fill(count, this::interest, i -> i + 1, interests);
  }

  /** The square favours the interests that were there first. */
  private long interest() {
    double unit = random.unit();
    return 1 + (long) (unit * unit * interests);
  }

  @Override
  void row(int owner, long row, int index, RowSink sink) {
    long memberId = people.id(owner);
    random.at(owner, index);
    sink.integer(memberId);
    sink.integer(chosen.get(index));
    sink.wallTime(moments.time(row, 0, memberId, random));
  }
}
