package com.happypancake.sample.row;

import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.Prose;

/** The rows of Albums. */
final class AlbumRows extends NumberedRows {
  private static final int TITLE = 100;

  private final RowRandom random;
  private final RowRandom owners;
  private final Population people;
  private final RowTimes moments;
  private final Prose prose;

  AlbumRows(SampleContext stage) {
    super(stage.volumes().albums());
    this.random = stage.random("albums");
    this.owners = stage.random("albums.owner");
    this.people = stage.people();
    this.moments = new RowTimes(stage, "albums", new Anomalies(stage, "albums"), count());
    this.prose = stage.prose();
  }

  /** Returns the rank of the member who made the album {@code row}. */
  int owner(long row) {
    return people.actor(owners.at(row), people.registeredBy(moments.day(row)));
  }

  /** Returns how many albums exist by {@code day}. */
  long createdBy(double day) {
    return moments.rowsBy(day);
  }

  @Override
  void row(long row, RowSink sink) {
    random.at(row);
    sink.integer(row + 1);
    sink.integer(people.id(owner(row)));
    sink.text(prose.title(random, TITLE));
    sink.bit(random.perMille(300));
    sink.wallTime(moments.time(moments.day(row)));
  }
}
