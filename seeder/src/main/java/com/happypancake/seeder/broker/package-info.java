/**
 * The broker: its address, errors, exchange, queues and bindings.
 *
 * <p>{@link com.happypancake.seeder.broker.TopologyAdmin} declares and deletes a topology, and
 * {@link com.happypancake.seeder.broker.TopologyCheck} checks it. Records are immutable. The other
 * classes are not thread-safe.
 */
@NullMarked
package com.happypancake.seeder.broker;

import org.jspecify.annotations.NullMarked;
