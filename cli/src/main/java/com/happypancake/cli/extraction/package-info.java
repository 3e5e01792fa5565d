/**
 * Shows an extraction's progress as text, JSON and meters.
 *
 * <p>{@link com.happypancake.cli.extraction.ExtractionFigures} computes all figures. Consumers of
 * events are thread-safe.
 */
@NullMarked
package com.happypancake.cli.extraction;

import org.jspecify.annotations.NullMarked;
