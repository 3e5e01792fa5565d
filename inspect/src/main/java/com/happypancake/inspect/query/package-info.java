/**
 * Selects, finds and counts records in folders of dumps, events and rejects.
 *
 * <p>Classes are not thread-safe unless they say otherwise.
 */
@NullMarked
package com.happypancake.inspect.query;

import org.jspecify.annotations.NullMarked;
