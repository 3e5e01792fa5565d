/**
 * Shows a transform's progress as text, JSON and meters, and reports its figures.
 *
 * <p>{@link com.happypancake.cli.transformation.TransformFigures} computes all figures. Consumers
 * of events are thread-safe.
 */
@NullMarked
package com.happypancake.cli.transformation;

import org.jspecify.annotations.NullMarked;
