package com.happypancake.database.column;

/**
 * A column of a clustered index.
 *
 * @param name as the database spells it
 * @param descending whether great values come first; NULL is the least value
 * @param comparable whether the server compares a literal with it as it compares the column's own
 *     values: false for a text whose collation is not the database's
 */
public record IndexColumn(String name, boolean descending, boolean comparable) {}
