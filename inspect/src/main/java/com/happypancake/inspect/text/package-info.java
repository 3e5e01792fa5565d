/**
 * Text forms of records: readable JSON, ProtoJSON and CSV. Also finds fields by name.
 *
 * <p>All messages come from the folder's schemas; none is known at compile time. Classes are not
 * thread-safe unless they say otherwise.
 */
@NullMarked
package com.happypancake.inspect.text;

import org.jspecify.annotations.NullMarked;
