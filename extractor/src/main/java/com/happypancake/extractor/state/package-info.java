/**
 * The state that an unfinished extraction keeps on disk for {@code --resume}. Other processes also
 * read it, and pause and unpause the run there.
 */
@NullMarked
package com.happypancake.extractor.state;

import org.jspecify.annotations.NullMarked;
