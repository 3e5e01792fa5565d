package com.happypancake.sample.row;

import com.happypancake.sample.name.Places;
import com.happypancake.sample.random.RowRandom;

/** The rows of Cities. */
final class CityRows extends IdRows {
  private final RowRandom random;
  private final Places places;
  private final String country;

  CityRows(Stage stage) {
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
