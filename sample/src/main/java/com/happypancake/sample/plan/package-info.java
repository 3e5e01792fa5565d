/**
 * What a sample is made of: country, scale, seed and volumes.
 *
 * <p>All classes are immutable.
 */
@NullMarked
package com.happypancake.sample.plan;

import org.jspecify.annotations.NullMarked;
