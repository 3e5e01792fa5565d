/**
 * Tables and rows straight into a dump.
 *
 * <p>For one thread each.
 */
@NullMarked
package com.happypancake.sample.dump;

import org.jspecify.annotations.NullMarked;
