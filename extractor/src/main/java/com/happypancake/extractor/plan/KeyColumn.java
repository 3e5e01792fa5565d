package com.happypancake.extractor.plan;

import com.happypancake.database.column.ActualColumn;
import com.happypancake.database.column.KeyLiteral;

/**
 * A column of the key by which a table is ordered.
 *
 * @param actual what the database says of it
 * @param descending whether the greatest values come first; NULL is the least value
 * @param literal reads its values as literals
 */
public record KeyColumn(ActualColumn actual, boolean descending, KeyLiteral literal) {}
