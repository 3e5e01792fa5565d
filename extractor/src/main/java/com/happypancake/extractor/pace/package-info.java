/**
 * How an extraction spares its source: rates, windows, pauses, and what a suffering server looks
 * like. What decides takes the time as an argument and never waits; {@link
 * com.happypancake.extractor.pace.Throttle} alone does. It is safe for use by several threads.
 */
@NullMarked
package com.happypancake.extractor.pace;

import org.jspecify.annotations.NullMarked;
