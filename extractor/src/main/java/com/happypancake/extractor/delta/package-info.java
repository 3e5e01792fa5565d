/**
 * What a delta needs of the dumps before it: their marks, and which keys they hold. Knows no
 * source. For one thread, but for what is immutable.
 */
@NullMarked
package com.happypancake.extractor.delta;

import org.jspecify.annotations.NullMarked;
