/**
 * The settings of an extraction and the events that it reports: {@link
 * com.happypancake.extractor.Extraction}, its options, and {@link
 * com.happypancake.extractor.ExtractionEvent}. {@code run.Extractor} runs an extraction, {@code
 * check.Preflight} checks beforehand whether it would begin, and {@code state.ExtractionStatus}
 * tells its progress from its folder. Records are immutable and safe for use by several threads.
 */
@NullMarked
package com.happypancake.extractor;

import org.jspecify.annotations.NullMarked;
