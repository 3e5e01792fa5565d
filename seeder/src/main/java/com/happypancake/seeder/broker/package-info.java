/**
 * The broker: its address, its errors, and the exchange, queues and bindings on it.
 *
 * <p>{@link com.happypancake.seeder.broker.TopologyAdmin} makes and removes them, {@link
 * com.happypancake.seeder.broker.TopologyCheck} looks whether they are there. Records are immutable
 * and safe for use by several threads; the other classes are for one thread.
 */
@NullMarked
package com.happypancake.seeder.broker;

import org.jspecify.annotations.NullMarked;
