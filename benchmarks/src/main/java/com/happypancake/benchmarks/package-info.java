/**
 * Measurements that run both sides in one go; benchmarks/README.md tells how to run and read them.
 *
 * <p>Classes are for one thread unless they say otherwise.
 */
@NullMarked
package com.happypancake.benchmarks;

import org.jspecify.annotations.NullMarked;
