/**
 * Queries of a folder of dumps, events or rejects: which records match, where the indexes lead to,
 * and how many there are.
 *
 * <p>Classes are for one thread unless they say otherwise.
 */
@NullMarked
package com.happypancake.inspect.query;

import org.jspecify.annotations.NullMarked;
