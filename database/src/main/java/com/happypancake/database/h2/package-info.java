/**
 * H2 2.x, which stands in for SQL Server in tests and demos. A smallint stands for SQL Server's
 * {@code tinyint}, which has no sign; a binary(8) that a sequence named {@code RV} fills with each
 * change for {@code rowversion}; a text for {@code xml}; bytes for {@code hierarchyid} and the
 * spatial types. Immutable, but what asks a session is for the session's thread.
 */
@NullMarked
package com.happypancake.database.h2;

import org.jspecify.annotations.NullMarked;
