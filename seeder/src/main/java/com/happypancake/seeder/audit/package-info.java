/**
 * Holds the messages of a queue or stream against the seeded folder, by their ordinals.
 *
 * <p>Records are immutable. The other classes are not thread-safe.
 */
@NullMarked
package com.happypancake.seeder.audit;

import org.jspecify.annotations.NullMarked;
