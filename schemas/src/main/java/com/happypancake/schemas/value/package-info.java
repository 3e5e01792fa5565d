/**
 * How legacy values are written: wall-clock ticks, GUIDs, text, keys, and a row's wire format.
 *
 * <p>Classes are stateless and safe for use by several threads, but for {@link
 * com.happypancake.schemas.value.WireRow}, which is a buffer for one thread.
 */
@NullMarked
package com.happypancake.schemas.value;

import org.jspecify.annotations.NullMarked;
