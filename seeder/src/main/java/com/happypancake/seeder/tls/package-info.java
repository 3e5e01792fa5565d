/**
 * TLS to a broker: the files that decide whom to trust and who the client is, and why a connection
 * failed. AMQP, the management API and streams share them.
 *
 * <p>Records are immutable. The other classes are stateless.
 */
@NullMarked
package com.happypancake.seeder.tls;

import org.jspecify.annotations.NullMarked;
