/**
 * An external merge sort of records with keys and payloads, within a memory limit.
 *
 * <p>Records collect in memory. When the memory is full, they are sorted and spilled to a file,
 * called a run. At the end the runs are merged, in several passes if there are many. The package
 * knows nothing about events. A sorter is not thread-safe.
 */
@NullMarked
package com.happypancake.transformer.sort;

import org.jspecify.annotations.NullMarked;
