/**
 * Measures this code beside its peers in the same run. benchmarks/README.md explains how to run it
 * and how to read its tables.
 *
 * <p>The classes are not thread-safe unless they say so.
 */
@NullMarked
package com.happypancake.benchmarks;

import org.jspecify.annotations.NullMarked;
