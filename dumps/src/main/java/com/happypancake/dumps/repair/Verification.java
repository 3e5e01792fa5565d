package com.happypancake.dumps.repair;

import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.block.VirtualOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of a dump's verification. Immutable.
 *
 * @param damages the damages, in the manifest's order of the parts and the order of each file;
 *     empty for a sound dump
 * @param notes oddities that are no damage, as sentences without a full stop
 * @param records the number of sound records
 */
public record Verification(List<Damage> damages, List<String> notes, long records) {

  /** Copies the lists. */
  public Verification {
    damages = List.copyOf(damages);
    notes = List.copyOf(notes);
  }

  /**
   * A damage of a dump.
   *
   * @param path the path of the damaged file, relative to the folder
   * @param at the place in the file; empty if the whole file is damaged
   * @param what what is wrong: what was expected and what was found
   * @param lost the records that can no longer be read; empty if all can be read
   */
  public record Damage(String path, Optional<VirtualOffset> at, String what, Optional<Lost> lost) {

    /**
     * The records of a part that a damage loses.
     *
     * @param range the lost ordinals; if it is not exact, it may also contain some that are not
     *     lost
     * @param exact whether each record of the range is lost, as far as the file shows; only the
     *     index reveals blocks that were removed as a whole
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

    /** Returns the damage in one line. */
    public String text() {
      return path
          + at.map(place -> ": virtual offset " + place).orElse("")
          + ": "
          + what
          + lost.map(range -> "; " + range.text()).orElse("");
    }
  }
}
