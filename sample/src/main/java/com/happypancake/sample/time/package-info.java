/**
 * The site's years, their growth and rhythm, and the clocks of a country.
 *
 * <p>All classes are immutable.
 */
@NullMarked
package com.happypancake.sample.time;

import org.jspecify.annotations.NullMarked;
