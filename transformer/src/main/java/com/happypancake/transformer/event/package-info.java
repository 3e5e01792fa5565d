/**
 * From facts to events: instants, identifiers, the total order and the envelope.
 *
 * <p>Converters are immutable and safe for use by several threads; what holds a buffer ({@link
 * com.happypancake.transformer.event.EventEncoder}, {@link
 * com.happypancake.transformer.event.SortKey}, {@link com.happypancake.transformer.event.EventIds})
 * is for one thread.
 */
@NullMarked
package com.happypancake.transformer.event;

import org.jspecify.annotations.NullMarked;
