/**
 * Publishes events to a RabbitMQ stream or super stream, and declares it.
 *
 * <p>Records are immutable. Each other class states its own thread-safety.
 */
@NullMarked
package com.happypancake.seeder.stream;

import org.jspecify.annotations.NullMarked;
