/**
 * The state of an unfinished transform on the disk: its journal and its scratch folders. What the
 * journal does not name is made again.
 */
@NullMarked
package com.happypancake.transformer.journal;

import org.jspecify.annotations.NullMarked;
