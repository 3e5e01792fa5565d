/**
 * Records as text: fields by name, values as people and programs read them, and the formats JSON,
 * ProtoJSON and CSV.
 *
 * <p>Everything is read from the folder's own schemas; no message is known at compile time. Classes
 * are for one thread unless they say otherwise.
 */
@NullMarked
package com.happypancake.inspect.text;

import org.jspecify.annotations.NullMarked;
