/**
 * The state that an unfinished extraction keeps on disk for {@code --resume}, and what other
 * processes read and write there.
 */
@NullMarked
package com.happypancake.extractor.state;

import org.jspecify.annotations.NullMarked;
