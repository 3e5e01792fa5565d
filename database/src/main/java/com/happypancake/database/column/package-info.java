/**
 * Columns: how a database describes them, which of its types hold what, and how their values are
 * read. Immutable, and safe for use by several threads.
 */
@NullMarked
package com.happypancake.database.column;

import org.jspecify.annotations.NullMarked;
