/**
 * What paces and counts a run, and never sleeps, prints or connects: time is given to it.
 *
 * <p>{@link com.happypancake.seeder.pace.Pacer} says when an event is due, {@link
 * com.happypancake.seeder.pace.ConfirmTracker} what the broker has answered for. Records are
 * immutable; the other classes are for one thread, or for several that share a lock.
 */
@NullMarked
package com.happypancake.seeder.pace;

import org.jspecify.annotations.NullMarked;
