/** The rows of other tables that mappings need, in memory, and their changes. */
@NullMarked
package com.happypancake.transformer.lookup;

import org.jspecify.annotations.NullMarked;
