/** Composes the stages. Only this module and the command line see them all. */
@NullMarked
package com.happypancake.operations;

import org.jspecify.annotations.NullMarked;
