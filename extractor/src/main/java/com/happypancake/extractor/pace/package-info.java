/**
 * Limits of the load on a source: rates, a time window, pauses, and the server's health. Classes
 * that decide take the time as an argument and never wait. Only {@link
 * com.happypancake.extractor.pace.Throttle} waits; it is safe for use by several threads.
 */
@NullMarked
package com.happypancake.extractor.pace;

import org.jspecify.annotations.NullMarked;
