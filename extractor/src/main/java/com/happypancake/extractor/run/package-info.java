/**
 * A run: what it finds before the first row, the tasks of its readers, their retries, and what
 * comes after the last row. Safe for use by several readers where a class says so.
 */
@NullMarked
package com.happypancake.extractor.run;

import org.jspecify.annotations.NullMarked;
