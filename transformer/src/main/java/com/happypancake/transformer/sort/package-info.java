/**
 * An external merge sort of records with keys and payloads, within a memory limit.
 *
 * <p>Each thread collects records in its share of the memory. When the share is full, they are
 * sorted and spilled to a file, called a run. At the end the runs are merged, in several passes if
 * there are many. The last merge is cut into ranges of keys, which threads merge side by side. The
 * package knows nothing about events. Classes say so where they are thread-safe.
 */
@NullMarked
package com.happypancake.transformer.sort;

import org.jspecify.annotations.NullMarked;
