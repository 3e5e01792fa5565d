/**
 * A full dump and the deltas that follow it: do they fit, what do the deltas say of each key, and
 * the full dump that they merge to.
 */
@NullMarked
package com.happypancake.dumps.chain;

import org.jspecify.annotations.NullMarked;
