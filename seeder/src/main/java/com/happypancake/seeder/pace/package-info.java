/**
 * Paces and counts a run. Nothing here sleeps, prints or connects; callers pass the time.
 *
 * <p>{@link com.happypancake.seeder.pace.Pacer} computes when an event is due, and {@link
 * com.happypancake.seeder.pace.ConfirmTracker} matches the broker's answers. Records are immutable.
 * The other classes are for one thread, or for several that share a lock.
 */
@NullMarked
package com.happypancake.seeder.pace;

import org.jspecify.annotations.NullMarked;
