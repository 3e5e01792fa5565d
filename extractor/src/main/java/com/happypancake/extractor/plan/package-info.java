/**
 * Plans of tables: their columns, keys, chunks and queries. Immutable, except for the classes that
 * use a session.
 */
@NullMarked
package com.happypancake.extractor.plan;

import org.jspecify.annotations.NullMarked;
