/**
 * The broker: its address, its errors, and its exchange, queues and bindings.
 *
 * <p>{@link com.happypancake.seeder.broker.TopologyAdmin} declares and deletes them, and {@link
 * com.happypancake.seeder.broker.TopologyCheck} checks them. Records are immutable and safe for use
 * by several threads. The other classes are for one thread.
 */
@NullMarked
package com.happypancake.seeder.broker;

import org.jspecify.annotations.NullMarked;
