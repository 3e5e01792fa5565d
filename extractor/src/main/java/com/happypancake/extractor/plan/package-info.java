/**
 * How tables are read: their columns and keys, the chunks that they are cut into, and the SQL for
 * these. Immutable, but for what asks a session.
 */
@NullMarked
package com.happypancake.extractor.plan;

import org.jspecify.annotations.NullMarked;
