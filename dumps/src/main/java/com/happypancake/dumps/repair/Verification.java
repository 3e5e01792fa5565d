package com.happypancake.dumps.repair;

import java.util.List;

/**
 * The result of a dump's verification. Immutable.
 *
 * @param damages in the manifest's order of the parts and the order of each file; empty for a sound
 *     dump
 * @param notes what is odd but no damage, in sentences without a full stop
 * @param records how many records are sound
 */
public record Verification(List<Damage> damages, List<String> notes, long records) {

  /** Copies the lists. */
  public Verification {
    damages = List.copyOf(damages);
    notes = List.copyOf(notes);
  }
}
