package com.happypancake.sample.row;

import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.Prose;

/** The rows of Albums. */
final class AlbumRows extends TableRows.Single {
  private static final int TITLE = 100;

  private final RowRandom random;
  private final RowRandom owners;
  private final Population population;
  private final RowTimes times;
  private final Prose prose;

  AlbumRows(SampleContext context) {
    super(context.rows("Albums"));
    this.random = context.random("albums");
    this.owners = context.random("albums.owner");
    this.population = new Population(context);
    this.times = new RowTimes(context, "albums", count());
    this.prose = context.prose();
  }

  /** Returns the rank of the member who made the album {@code row}. */
  int owner(long row) {
    return population.actor(owners.at(row), population.registeredBy(times.day(row)));
  }

  /** Returns how many albums exist by the even day {@code day}. */
  long createdBy(double day) {
    return times.rowsBy(day);
  }

  @Override
  void row(long row, RowSink sink) {
    random.at(row);
    sink.integer(row + 1);
    sink.integer(population.id(owner(row)));
    sink.text(prose.title(random, TITLE));
    sink.bit(random.perMille(300));
    sink.wallTime(times.time(times.day(row)));
  }
}
