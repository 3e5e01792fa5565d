package com.happypancake.cli.extraction;

import java.util.List;
import java.util.Optional;

/**
 * How far an extraction is, at one moment.
 *
 * @param all of it
 * @param underWay the tables that are neither waiting nor done, in the order of their beginnings
 * @param tablesDone how many are done
 * @param tables how many there are
 * @param paused why the readers wait; empty where they don't
 */
record ExtractionSnapshot(
    Figures all, List<TableFigures> underWay, int tablesDone, int tables, Optional<String> paused) {

  ExtractionSnapshot {
    underWay = List.copyOf(underWay);
  }
}
