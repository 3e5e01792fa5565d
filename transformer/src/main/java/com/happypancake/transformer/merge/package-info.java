/** The merge of sorted events, of which ranges are merged side by side. */
@NullMarked
package com.happypancake.transformer.merge;

import org.jspecify.annotations.NullMarked;
