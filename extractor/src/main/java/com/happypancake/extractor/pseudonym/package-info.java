/**
 * Pseudonyms that replace people's data before it reaches a disk. A pseudonym is an HMAC-SHA-256 of
 * only the value, so the same value has the same pseudonym in every table.
 *
 * <p>A {@link com.happypancake.extractor.pseudonym.PseudonymKey} is immutable and thread-safe.
 * {@link com.happypancake.extractor.pseudonym.Pseudonyms} and the encoders that it returns are not
 * thread-safe. Nothing here depends on the order of rows, the JVM's version, its locale or its time
 * zone. A base and its deltas depend on the mapping. If you change it, raise its version.
 */
@NullMarked
package com.happypancake.extractor.pseudonym;

import org.jspecify.annotations.NullMarked;
