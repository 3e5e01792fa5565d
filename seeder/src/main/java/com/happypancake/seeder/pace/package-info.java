/**
 * Paces and counts a run. The package does not sleep, print or connect. Callers pass the time.
 *
 * <p>{@link com.happypancake.seeder.pace.Pacer} computes when an event is due, and {@link
 * com.happypancake.seeder.pace.ConfirmTracker} matches the broker's answers. Records are immutable.
 * The other classes need a lock if several threads use them.
 */
@NullMarked
package com.happypancake.seeder.pace;

import org.jspecify.annotations.NullMarked;
