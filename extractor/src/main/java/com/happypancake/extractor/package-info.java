/**
 * Tables to dumps: reads a legacy database as its schemas describe it.
 *
 * <p>{@link com.happypancake.extractor.Extractor} runs an {@link
 * com.happypancake.extractor.Extraction} and tells an {@link
 * com.happypancake.extractor.ExtractionListener} how it goes. Records are immutable and safe for
 * use by several threads; a run belongs to the thread that began it, and calls its listener there.
 */
@NullMarked
package com.happypancake.extractor;

import org.jspecify.annotations.NullMarked;
