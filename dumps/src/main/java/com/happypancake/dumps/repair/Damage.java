package com.happypancake.dumps.repair;

import com.happypancake.dumps.block.VirtualOffset;
import java.util.Optional;

/**
 * One damage of a dump.
 *
 * @param path of the damaged file, relative to the folder
 * @param at where in the file; empty where it is about the file as a whole
 * @param what is wrong: what was expected, what is there
 * @param lost the records that cannot be read any more; empty where all can
 */
public record Damage(String path, Optional<VirtualOffset> at, String what, Optional<Lost> lost) {

  /** Returns all of it in one line. */
  public String text() {
    return path
        + at.map(place -> ": virtual offset " + place).orElse("")
        + ": "
        + what
        + lost.map(range -> "; " + range.text()).orElse("");
  }
}
