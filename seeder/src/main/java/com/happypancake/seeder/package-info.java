/**
 * Publishes events to a broker in order, at a controlled rate, and counts every confirm.
 *
 * <p>{@link com.happypancake.seeder.Seeder} runs a {@link com.happypancake.seeder.Seeding} and
 * reports {@link com.happypancake.seeder.SeedEvent}s. docs/wire.md is the contract with the
 * consumers. Records are immutable and safe for use by several threads. The other classes are for
 * one thread, unless they say otherwise.
 */
@NullMarked
package com.happypancake.seeder;

import org.jspecify.annotations.NullMarked;
