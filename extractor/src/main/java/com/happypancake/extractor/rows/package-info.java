/**
 * The path of a row, from a cursor through a batch and an encoder into a part. One thread fetches,
 * another encodes and writes.
 */
@NullMarked
package com.happypancake.extractor.rows;

import org.jspecify.annotations.NullMarked;
