/**
 * Verification and repair of dumps. Verification finds each damage and the records that it loses.
 * Repair writes a new dump of everything that is intact.
 */
@NullMarked
package com.happypancake.dumps.repair;

import org.jspecify.annotations.NullMarked;
