/**
 * What a sample is made of: its country, scale and seed, and the years that its site lived.
 *
 * <p>All classes are immutable.
 */
@NullMarked
package com.happypancake.sample.plan;

import org.jspecify.annotations.NullMarked;
