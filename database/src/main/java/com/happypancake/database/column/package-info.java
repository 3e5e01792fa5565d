/** Columns: their descriptions, types and readers. Immutable and thread-safe. */
@NullMarked
package com.happypancake.database.column;

import org.jspecify.annotations.NullMarked;
