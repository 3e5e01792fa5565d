package com.happypancake.extractor.source;

/**
 * A column as the database describes it.
 *
 * @param name as the database spells it
 * @param typeName the type's name as the driver gives it, without length: {@code nvarchar}
 * @param precision digits of numbers, characters of texts, bytes of binary values
 * @param scale digits after the point, of numbers and of seconds; 0 for other types
 * @param nullable whether the database may hold NULL in it, as far as the driver knows
 */
public record ActualColumn(
    String name, String typeName, int precision, int scale, boolean nullable) {}
