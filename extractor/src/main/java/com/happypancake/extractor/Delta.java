package com.happypancake.extractor;

import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Deletes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What to read the changes since.
 *
 * @param base the dump before it: a full one, or a delta
 * @param deletes how deleted rows are found; empty for Change Tracking if base and source have it,
 *     else for a comparison of keys
 * @param overlap how far before the base's newest row an append-only table is read again. It has to
 *     be longer than the longest transaction, and than the hour that a change of the clocks repeats
 */
public record Delta(Path base, Optional<Deletes> deletes, Duration overlap) {

  /**
   * Checks the overlap.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Delta {
    if (overlap.isNegative()) {
      throw new IllegalArgumentException(
          "the overlap is " + overlap.toMinutes() + " minutes; expected 0 or more");
    }
  }

  /** Returns the same that finds deleted rows in one way. */
  public Delta withDeletes(Deletes other) {
    return new Delta(base, Optional.of(other), overlap);
  }

  /** Tells whether deleted rows have to be found by Change Tracking. */
  public boolean insistsOnChangeTracking() {
    return deletes.equals(Optional.of(Deletes.DELETES_CHANGE_TRACKING));
  }

  /** Returns the refusal of a table of which no delta can be extracted. */
  public MismatchedDumpException refusal(LegacyTable table, String why) {
    return new MismatchedDumpException(
        String.format(
            Locale.ROOT,
            "%s: no delta of %s can be extracted: %s; leave the table out with --tables, or extract"
                + " a full dump",
            base,
            table.qualifiedName(),
            why));
  }

  /** Returns the command line's word for a way to find deleted rows. */
  public static String text(Deletes deletes) {
    return switch (deletes) {
      case DELETES_CHANGE_TRACKING -> "change-tracking";
      case DELETES_KEYS -> "keys";
      case DELETES_NONE -> "none";
      default -> "nothing told";
    };
  }
}
