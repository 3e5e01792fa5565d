/**
 * Measures this code beside its peers, in one go. benchmarks/README.md explains how to run it and
 * how to read its tables.
 *
 * <p>Classes are for one thread unless they say otherwise.
 */
@NullMarked
package com.happypancake.benchmarks;

import org.jspecify.annotations.NullMarked;
