/**
 * Who there is, who acts and who owns how much.
 *
 * <p>Large arrays are immutable and shared; random cursors are for one thread each.
 */
@NullMarked
package com.happypancake.sample.social;

import org.jspecify.annotations.NullMarked;
