/** What composes the stages: the only module that sees them all. */
@NullMarked
package com.happypancake.operations;

import org.jspecify.annotations.NullMarked;
