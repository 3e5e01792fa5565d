/**
 * Limits the load on a source: rates, a time window, pauses, and the server's health. Classes that
 * decide take the time as an argument and never wait. Only {@link
 * com.happypancake.extractor.pace.Throttle} waits. It is thread-safe.
 */
@NullMarked
package com.happypancake.extractor.pace;

import org.jspecify.annotations.NullMarked;
