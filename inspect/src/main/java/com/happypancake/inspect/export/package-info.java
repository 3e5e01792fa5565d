/**
 * Exports records to files of text that only their owner can read.
 *
 * <p>For one thread.
 */
@NullMarked
package com.happypancake.inspect.export;

import org.jspecify.annotations.NullMarked;
