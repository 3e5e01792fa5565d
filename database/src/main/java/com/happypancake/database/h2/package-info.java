/**
 * H2 2.x, which stands in for SQL Server in tests and demos. A smallint replaces SQL Server's
 * {@code tinyint}, which is unsigned. A binary(8) that a sequence named {@code RV} fills with each
 * change replaces {@code rowversion}. A text replaces {@code xml}, and bytes replace {@code
 * hierarchyid} and the spatial types. Immutable, except that classes with a session are for the
 * session's thread.
 */
@NullMarked
package com.happypancake.database.h2;

import org.jspecify.annotations.NullMarked;
