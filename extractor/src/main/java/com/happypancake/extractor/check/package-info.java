/** Checks a source and a folder before anything is read. */
@NullMarked
package com.happypancake.extractor.check;

import org.jspecify.annotations.NullMarked;
