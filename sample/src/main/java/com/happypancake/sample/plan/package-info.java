/**
 * The plan of a sample: its country, scale and seed, and the years of its site.
 *
 * <p>All classes are immutable.
 */
@NullMarked
package com.happypancake.sample.plan;

import org.jspecify.annotations.NullMarked;
