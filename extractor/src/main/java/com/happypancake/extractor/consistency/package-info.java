/**
 * Decides which consistency an extraction gets. A probe gathers facts from the source, and a pure
 * function decides. The run follows its decision, and the check prints it.
 */
@NullMarked
package com.happypancake.extractor.consistency;

import org.jspecify.annotations.NullMarked;
