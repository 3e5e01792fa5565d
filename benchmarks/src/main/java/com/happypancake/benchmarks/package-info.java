/** Measurements that run both sides in one go; benchmarks/README.md tells how. */
@NullMarked
package com.happypancake.benchmarks;

import org.jspecify.annotations.NullMarked;
