/**
 * Looks into folders of dumps, events and rejects: queries, records as text, comparison, statistics
 * and export in the packages below; here, what a folder is as a whole.
 *
 * <p>Nothing is printed here: results are returned, progress goes to a {@link
 * com.happypancake.dumps.ReadListener}.
 */
@NullMarked
package com.happypancake.inspect;

import org.jspecify.annotations.NullMarked;
