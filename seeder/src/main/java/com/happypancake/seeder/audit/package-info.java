/**
 * The other end of a seeding: takes the audit queue's messages and holds them against the folder.
 *
 * <p>Records are immutable and safe for use by several threads; the other classes are for one
 * thread.
 */
@NullMarked
package com.happypancake.seeder.audit;

import org.jspecify.annotations.NullMarked;
