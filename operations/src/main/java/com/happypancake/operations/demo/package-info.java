/**
 * The main job whole, on an embedded database and an embedded broker or on real ones.
 *
 * <p>Classes here are for one thread each.
 */
@NullMarked
package com.happypancake.operations.demo;

import org.jspecify.annotations.NullMarked;
