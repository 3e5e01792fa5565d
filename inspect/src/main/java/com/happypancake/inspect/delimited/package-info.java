/**
 * Files of length-prefixed records that other programs write and read, and their import into a
 * dump. Classes are not thread-safe.
 */
@NullMarked
package com.happypancake.inspect.delimited;

import org.jspecify.annotations.NullMarked;
