/**
 * Verifies dumps: finds each damage and the records that it takes. Repairs them: writes a new dump
 * of what is intact.
 */
@NullMarked
package com.happypancake.dumps.repair;

import org.jspecify.annotations.NullMarked;
