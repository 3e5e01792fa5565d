/** Chains of a full dump and its deltas: whether they fit together, their rows, and their merge. */
@NullMarked
package com.happypancake.dumps.chain;

import org.jspecify.annotations.NullMarked;
