/**
 * The settings of an extraction and the events that it reports: {@link
 * com.happypancake.extractor.Extraction}, its options, and {@link
 * com.happypancake.extractor.ExtractionEvent}. {@code run.Extractor} runs an extraction. {@code
 * check.Preflight} checks in advance whether it would begin. {@code state.ExtractionStatus} reads
 * its progress from its folder. Records are immutable and thread-safe.
 */
@NullMarked
package com.happypancake.extractor;

import org.jspecify.annotations.NullMarked;
