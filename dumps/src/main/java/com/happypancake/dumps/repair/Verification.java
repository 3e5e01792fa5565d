package com.happypancake.dumps.repair;

import java.util.List;

/**
 * What the verification of a dump found. Immutable.
 *
 * @param damages in the manifest's order of the parts, and in each file's own; empty for a dump
 *     that is all as its manifest says
 * @param notes what is odd but no damage, in sentences without a full stop
 * @param records how many were read and are sound
 */
public record Verification(List<Damage> damages, List<String> notes, long records) {

  /** Copies the lists. */
  public Verification {
    damages = List.copyOf(damages);
    notes = List.copyOf(notes);
  }
}
