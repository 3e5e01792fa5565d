/**
 * How an extraction goes, told to people, logs and meters.
 *
 * <p>{@link com.happypancake.cli.extraction.ExtractionFigures} knows all numbers and neither prints
 * nor waits; what shows them asks it. All consumers of events are safe for use by several threads.
 */
@NullMarked
package com.happypancake.cli.extraction;

import org.jspecify.annotations.NullMarked;
