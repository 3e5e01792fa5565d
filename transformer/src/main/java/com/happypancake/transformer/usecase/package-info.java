/**
 * What the transform does, as use cases: given rows of the legacy tables, then these events and
 * rejects.
 *
 * <p>The cases are data. The tests run each of them through the transform, and {@code hpc transform
 * story}, {@code summary} and {@code graph} print them. All classes are immutable and thread-safe.
 */
@NullMarked
package com.happypancake.transformer.usecase;

import org.jspecify.annotations.NullMarked;
