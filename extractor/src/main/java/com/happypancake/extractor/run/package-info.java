/**
 * A run: its preparation before the first row, the tasks of its readers, their retries, and its
 * completion after the last row. Classes that several readers share say so.
 */
@NullMarked
package com.happypancake.extractor.run;

import org.jspecify.annotations.NullMarked;
