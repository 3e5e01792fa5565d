/**
 * Reads a folder of events: its files, its events in order, and each event's message.
 *
 * <p>Records are immutable. The other classes are not thread-safe.
 */
@NullMarked
package com.happypancake.seeder.event;

import org.jspecify.annotations.NullMarked;
