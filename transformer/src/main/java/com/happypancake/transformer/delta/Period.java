package com.happypancake.transformer.delta;

/**
 * The time that a delta covers, in 100-nanosecond ticks of UTC.
 *
 * @param from the high-water instant of the dump before it
 * @param to the delta's own high-water instant
 */
public record Period(long from, long to) {}
