/**
 * Random numbers that depend on a row's place alone.
 *
 * <p>Cursors are for one thread each; all else is immutable.
 */
@NullMarked
package com.happypancake.sample.random;

import org.jspecify.annotations.NullMarked;
