/**
 * An external merge sort of records, each a key and a payload, within a bound of memory.
 *
 * <p>Records gather in memory. When it is full, they are sorted and spilled to a file, a run. At
 * the end the runs are merged, in several passes if there are many. It knows nothing of events. For
 * one thread.
 */
@NullMarked
package com.happypancake.transformer.sort;

import org.jspecify.annotations.NullMarked;
