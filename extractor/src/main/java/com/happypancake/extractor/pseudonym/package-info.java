/**
 * Pseudonyms that take the place of people's data before it reaches a disk: made by HMAC-SHA-256 of
 * the value alone, and so the same for the same value in every table.
 *
 * <p>A {@link com.happypancake.extractor.pseudonym.PseudonymKey} is immutable and safe for use by
 * several threads; {@link com.happypancake.extractor.pseudonym.Pseudonyms} and what they give out
 * are for one thread. Nothing here depends on the order of rows, the JVM's version, its locale or
 * its time zone. The mapping is part of the contract between a base and its deltas: whoever changes
 * it raises its version.
 */
@NullMarked
package com.happypancake.extractor.pseudonym;

import org.jspecify.annotations.NullMarked;
