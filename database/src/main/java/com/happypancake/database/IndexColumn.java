package com.happypancake.database;

/**
 * A column of the index in whose order a table lies.
 *
 * @param name as the database spells it
 * @param descending whether great values come first; NULL is the least value
 * @param comparable whether the server compares a literal with it as it compares the column's own
 *     values: false of a text whose collation is not the database's
 */
public record IndexColumn(String name, boolean descending, boolean comparable) {}
