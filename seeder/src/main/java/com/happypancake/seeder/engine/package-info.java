/** Decides what a run does next: window, reconnects, order. It does not wait, print or connect. */
@NullMarked
package com.happypancake.seeder.engine;

import org.jspecify.annotations.NullMarked;
