/**
 * Deltas: which rows have changed since a base, and which were deleted. Classes that several
 * readers share say so.
 */
@NullMarked
package com.happypancake.extractor.delta;

import org.jspecify.annotations.NullMarked;
