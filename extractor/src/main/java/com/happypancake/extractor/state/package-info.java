/** What an unfinished extraction keeps on disk for {@code --resume}, and what others read there. */
@NullMarked
package com.happypancake.extractor.state;

import org.jspecify.annotations.NullMarked;
