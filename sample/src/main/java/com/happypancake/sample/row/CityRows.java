package com.happypancake.sample.row;

import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.Places;

/** The rows of Cities. */
final class CityRows extends NumberedRows {
  private final RowRandom random;
  private final Places places;
  private final String country;

  CityRows(SampleContext stage) {
    super(stage.volumes().cities());
    this.random = stage.random("cities");
    this.places = new Places(stage.vocabulary(), stage.random("places"));
    this.country = stage.country().name();
  }

  @Override
  void row(long row, RowSink sink) {
    sink.integer(row + 1);
    sink.text(places.town(row));
    sink.text(places.region(random.at(row)));
    sink.text(country);
  }
}
