/**
 * Compares the messages of the audit queue with the seeded folder.
 *
 * <p>Records are immutable. The other classes are not thread-safe.
 */
@NullMarked
package com.happypancake.seeder.audit;

import org.jspecify.annotations.NullMarked;
