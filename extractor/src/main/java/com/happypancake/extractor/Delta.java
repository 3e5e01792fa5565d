package com.happypancake.extractor;

import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Deletes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The base of a delta, and how the delta finds changed and deleted rows.
 *
 * @param base the previous dump, full or a delta
 * @param deletes how to find deleted rows; empty for Change Tracking if base and source have it,
 *     else keys
 * @param overlap how far before the base's newest row an append-only table is read again. It must
 *     exceed the longest transaction, and the hour that a change of the clocks repeats
 */
public record Delta(Path base, Optional<Deletes> deletes, Duration overlap) {

  /**
   * Checks the overlap.
   *
   * @throws IllegalArgumentException if the overlap is negative
   */
  public Delta {
    if (overlap.isNegative()) {
      throw new IllegalArgumentException(
          "the overlap is " + overlap.toMinutes() + " minutes; expected 0 or more");
    }
  }

  /** Returns a copy with another way to find deleted rows. */
  public Delta withDeletes(Deletes other) {
    return new Delta(base, Optional.of(other), overlap);
  }

  /** Returns whether only Change Tracking may be used to find deleted rows. */
  public boolean insistsOnChangeTracking() {
    return deletes.equals(Optional.of(Deletes.DELETES_CHANGE_TRACKING));
  }

  /** Returns the exception for a table of which no delta can be extracted. */
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
