/**
 * Deltas: the rows that changed since a base, and those that were deleted. Classes that several
 * readers share say so.
 */
@NullMarked
package com.happypancake.extractor.delta;

import org.jspecify.annotations.NullMarked;
