/** Composes the stages. Only this module and the command line depend on all of them. */
@NullMarked
package com.happypancake.operations;

import org.jspecify.annotations.NullMarked;
