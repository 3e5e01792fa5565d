/**
 * Runs a seed: threads, connections and waits around the decisions of the other packages.
 *
 * <p>{@link com.happypancake.seeder.run.Seeder} runs a {@link com.happypancake.seeder.Seeding}.
 */
@NullMarked
package com.happypancake.seeder.run;

import org.jspecify.annotations.NullMarked;
