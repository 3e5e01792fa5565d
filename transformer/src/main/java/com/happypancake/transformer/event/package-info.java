/**
 * Turns facts into events: instants, ids, the total order and the envelope.
 *
 * <p>{@link com.happypancake.transformer.event.EventEncoder}, {@link
 * com.happypancake.transformer.event.SortKey} and {@link
 * com.happypancake.transformer.event.EventIds} are not thread-safe. The other classes are
 * immutable.
 */
@NullMarked
package com.happypancake.transformer.event;

import org.jspecify.annotations.NullMarked;
