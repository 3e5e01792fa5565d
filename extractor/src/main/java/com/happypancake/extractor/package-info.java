/**
 * What an extraction is asked for and what it reports: {@link
 * com.happypancake.extractor.Extraction}, its options, and {@link
 * com.happypancake.extractor.ExtractionEvent}. {@code run.Extractor} runs one, {@code
 * check.Preflight} checks beforehand whether it would begin, and {@code state.ExtractionStatus}
 * reports how far one has come. Records are immutable and safe for use by several threads.
 */
@NullMarked
package com.happypancake.extractor;

import org.jspecify.annotations.NullMarked;
