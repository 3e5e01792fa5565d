/**
 * The contents of records: wall-clock ticks, GUIDs, keys, a row's wire format, an event's envelope.
 *
 * <p>All classes are thread-safe except {@link com.happypancake.schemas.value.WireRow}.
 */
@NullMarked
package com.happypancake.schemas.value;

import org.jspecify.annotations.NullMarked;
