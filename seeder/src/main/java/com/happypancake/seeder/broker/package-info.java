/**
 * The broker: its address, errors, exchange, queues, bindings, and its memory of the seeds.
 *
 * <p>{@link com.happypancake.seeder.broker.TopologyAdmin} declares, purges and deletes a topology.
 * {@link com.happypancake.seeder.broker.TopologyProof} looks up what can lose events. {@link
 * com.happypancake.seeder.broker.LedgerQueue} remembers the seeds. Records are immutable. The other
 * classes are not thread-safe, unless they say so.
 */
@NullMarked
package com.happypancake.seeder.broker;

import org.jspecify.annotations.NullMarked;
