/** Which events a transform writes, and how many rejects it allows. */
@NullMarked
package com.happypancake.transformer.choice;

import org.jspecify.annotations.NullMarked;
