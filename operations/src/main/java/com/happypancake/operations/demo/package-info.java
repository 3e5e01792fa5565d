/**
 * The demo: all stages in one run, on an embedded database and broker or on real ones.
 *
 * <p>Classes are for one thread.
 */
@NullMarked
package com.happypancake.operations.demo;

import org.jspecify.annotations.NullMarked;
