/** Finds changed and deleted rows since a base. Classes that several readers share say so. */
@NullMarked
package com.happypancake.extractor.delta;

import org.jspecify.annotations.NullMarked;
