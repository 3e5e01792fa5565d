/**
 * Publishes events to a broker in order, at a controlled rate, and counts every confirm.
 *
 * <p>{@link com.happypancake.seeder.run.Seeder} runs a {@link com.happypancake.seeder.Seeding} and
 * reports {@link com.happypancake.seeder.SeedEvent}s. docs/wire.md is the contract with the
 * consumers. Records are immutable. The other classes are not thread-safe unless they say so.
 */
@NullMarked
package com.happypancake.seeder;

import org.jspecify.annotations.NullMarked;
