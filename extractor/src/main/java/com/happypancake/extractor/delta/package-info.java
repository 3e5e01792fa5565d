/**
 * Deltas: what the dumps before one hold, which rows have changed since, and which rows are gone.
 * Safe for use by several readers where a class says so.
 */
@NullMarked
package com.happypancake.extractor.delta;

import org.jspecify.annotations.NullMarked;
