/**
 * Verifies and exports folders of dumps, events and rejects, and computes statistics of them. The
 * subpackages hold queries, the text forms of records, and the comparison of two folders.
 *
 * <p>These classes print nothing. They return results and report progress to a {@link
 * com.happypancake.dumps.ReadListener}. They are not thread-safe.
 */
@NullMarked
package com.happypancake.inspect;

import org.jspecify.annotations.NullMarked;
