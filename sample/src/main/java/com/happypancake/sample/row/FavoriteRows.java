package com.happypancake.sample.row;

import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.random.WeightedRowsPerOwner;

/** The rows of Favorites. */
final class FavoriteRows extends OwnedRows {
  private static final int DELETED_PER_MILLE = 12;

  private final RowRandom random;
  private final Population people;
  private final MemberMoments moments;
  private final DistinctKeys favorites = new DistinctKeys();

  FavoriteRows(SampleContext stage) {
    super(new WeightedRowsPerOwner(stage.people().activity(), stage.volumes().favorites()));
    this.random = stage.random("favorites");
    this.people = stage.people();
    this.moments = new MemberMoments(stage, new Anomalies(stage, "favorites"));
  }

  @Override
  void prepare(int owner, long start, int count) {
    random.at(owner, KEYS);
    long ownId = people.id(owner);
    favorites.fill(count, () -> favorite(owner, ownId), i -> people.id((int) i), people.members());
  }

  private long favorite(int owner, long ownId) {
    int rank = people.popular(random, 0, people.members());
    if (random.perMille(DELETED_PER_MILLE)) {
      return people.deletedId(rank);
    }
    long id = people.id(rank);
    return id != ownId ? id : people.id((owner + 1) % people.members());
  }

  @Override
  void row(int owner, long row, int index, RowSink sink) {
    long favorite = favorites.get(index);
    random.at(owner, index);
    sink.integer(people.id(owner));
    sink.integer(favorite);
    sink.wallTime(moments.time(row, people.registrationDay(owner), favorite, random));
  }
}
