/**
 * Typed catalogues of the schemas' options: tables, columns, events, topology, countries.
 *
 * <p>All classes are immutable and safe for use by several threads.
 */
@NullMarked
package com.happypancake.schemas.catalogue;

import org.jspecify.annotations.NullMarked;
