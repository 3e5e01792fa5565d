/** Commands that print the use cases of the transform. For one thread. */
@NullMarked
package com.happypancake.cli.usecase;

import org.jspecify.annotations.NullMarked;
