/**
 * An external merge sort: records of a key and a payload, in the order of their keys, within a
 * bound of memory.
 *
 * <p>Records gather in memory; when it is full they are sorted and spilled to a file, a run; at the
 * end the runs are merged, in several passes where they are many. It knows no event. For one
 * thread.
 */
@NullMarked
package com.happypancake.transformer.sort;

import org.jspecify.annotations.NullMarked;
