/**
 * Shows an extraction's progress to people, logs and meters.
 *
 * <p>{@link com.happypancake.cli.extraction.ExtractionFigures} computes all numbers, and neither
 * prints nor waits; displays ask it. All consumers of events are safe for use by several threads.
 */
@NullMarked
package com.happypancake.cli.extraction;

import org.jspecify.annotations.NullMarked;
