/**
 * Compares the messages of the audit queue with the folder that was seeded.
 *
 * <p>Records are immutable and safe for use by several threads. The other classes are for one
 * thread.
 */
@NullMarked
package com.happypancake.seeder.audit;

import org.jspecify.annotations.NullMarked;
