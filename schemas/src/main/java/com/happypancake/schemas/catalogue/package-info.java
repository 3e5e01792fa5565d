/**
 * Typed catalogues of the schemas' options: tables, columns, events, topology, countries.
 *
 * <p>All classes are immutable.
 */
@NullMarked
package com.happypancake.schemas.catalogue;

import org.jspecify.annotations.NullMarked;
