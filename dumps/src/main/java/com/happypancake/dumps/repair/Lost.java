package com.happypancake.dumps.repair;

import com.happypancake.dumps.OrdinalRange;
import java.util.Locale;

/**
 * The records that a damage takes from a part.
 *
 * @param range of the ordinals that are lost; where it is not exact, all that are lost lie in it,
 *     and some that are there may too
 * @param exact whether each record of the range is lost. It is so as far as the file can tell:
 *     whole blocks that were taken out besides, without a trace, only the part's index shows
 */
public record Lost(OrdinalRange range, boolean exact) {

  /** Returns the range in words: {@code records 3 to 5 are lost}. */
  public String text() {
    long first = range.first();
    long last = range.end() - 1;
    if (!exact) {
      return String.format(Locale.ROOT, "of records %d to %d, some are lost", first, last);
    }
    return first == last
        ? String.format(Locale.ROOT, "record %d is lost", first)
        : String.format(Locale.ROOT, "records %d to %d are lost", first, last);
  }
}
