/**
 * Plans of tables: their columns and keys, the chunks that they are cut into, and their queries.
 * Immutable, except for the classes that use a session.
 */
@NullMarked
package com.happypancake.extractor.plan;

import org.jspecify.annotations.NullMarked;
