/** The commands of {@code hpc topology}. They run on one thread. */
@NullMarked
package com.happypancake.cli.topology;

import org.jspecify.annotations.NullMarked;
