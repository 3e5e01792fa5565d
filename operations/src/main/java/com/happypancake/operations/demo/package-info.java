/**
 * The demo: all stages in one run, on an embedded database and broker or on external ones.
 *
 * <p>The classes are not thread-safe.
 */
@NullMarked
package com.happypancake.operations.demo;

import org.jspecify.annotations.NullMarked;
