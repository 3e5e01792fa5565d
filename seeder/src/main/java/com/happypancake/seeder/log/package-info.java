/**
 * The seed log: what was published to a broker, on the disk before it is believed.
 *
 * <p>{@link com.happypancake.seeder.log.SeedLog} appends entries, and {@link
 * com.happypancake.seeder.log.SeedHistory} says what they mean.
 */
@NullMarked
package com.happypancake.seeder.log;

import org.jspecify.annotations.NullMarked;
