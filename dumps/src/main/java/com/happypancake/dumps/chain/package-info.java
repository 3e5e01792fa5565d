/**
 * Chains of a full dump and its deltas. Checks whether the dumps fit together, reads them, and
 * merges them into a new full dump.
 */
@NullMarked
package com.happypancake.dumps.chain;

import org.jspecify.annotations.NullMarked;
