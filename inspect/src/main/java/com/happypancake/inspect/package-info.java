/**
 * Looks into folders of dumps, events and rejects: verifies, exports and makes statistics of them.
 * Queries, records as text and the comparison of two folders are in the packages below.
 *
 * <p>Nothing is printed here: results are returned, progress goes to a {@link
 * com.happypancake.dumps.ReadListener}. Classes are for one thread. Only their owner can read the
 * files of an export.
 */
@NullMarked
package com.happypancake.inspect;

import org.jspecify.annotations.NullMarked;
