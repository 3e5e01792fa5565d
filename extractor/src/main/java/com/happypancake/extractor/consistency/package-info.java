/**
 * Decides which consistency an extraction gets. A probe gathers facts from the source, and a pure
 * function decides by them; the run obeys its decision, and the check prints it.
 */
@NullMarked
package com.happypancake.extractor.consistency;

import org.jspecify.annotations.NullMarked;
