/**
 * A run: its preparation before the first row, its readers' tasks and retries, and its completion.
 * Classes that several readers share say so.
 */
@NullMarked
package com.happypancake.extractor.run;

import org.jspecify.annotations.NullMarked;
