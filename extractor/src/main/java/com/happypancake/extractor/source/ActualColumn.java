package com.happypancake.extractor.source;

/**
 * A column as the database describes it.
 *
 * @param name as the database spells it
 * @param typeName the type's name as the driver gives it, without length: {@code nvarchar}
 * @param scale digits after the point, of numbers and of seconds; 0 for other types
 */
public record ActualColumn(String name, String typeName, int scale) {}
