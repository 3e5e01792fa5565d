package com.happypancake.sample.row;

import com.happypancake.sample.random.EvenRowsPerOwner;
import com.happypancake.sample.random.RowRandom;

/** The rows of PhotoLikes. */
final class PhotoLikeRows extends OwnedRows {
  private static final int DELETED_PER_MILLE = 8;

  private final RowRandom random;
  private final Population people;
  private final RowTimes photos;
  private final MemberMoments moments;
  private final DistinctKeys likers = new DistinctKeys();

  PhotoLikeRows(SampleContext stage) {
    super(
        new EvenRowsPerOwner(
            stage.random("likes.share"),
            Math.toIntExact(stage.volumes().photos()),
            stage.volumes().photoLikes()));
    this.random = stage.random("likes");
    this.people = stage.people();
    this.photos = PhotoRows.moments(stage, new Anomalies(stage, "photos"));
    this.moments = new MemberMoments(stage, new Anomalies(stage, "likes"));
  }

  @Override
  void prepare(int owner, long start, int count) {
    random.at(owner, KEYS);
    likers.fill(count, this::liker, i -> people.id((int) i), people.members());
  }

  private long liker() {
    int rank = people.actor(random, people.members());
    return random.perMille(DELETED_PER_MILLE) ? people.deletedId(rank) : people.id(rank);
  }

  @Override
  void row(int owner, long row, int index, RowSink sink) {
    long liker = likers.get(index);
    random.at(owner, index);
    sink.integer(owner + 1L);
    sink.integer(liker);
    sink.wallTime(moments.time(row, photos.day(owner), liker, random));
  }
}
