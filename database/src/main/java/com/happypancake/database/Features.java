package com.happypancake.database;

import java.util.Optional;

/**
 * What a source was seen to understand beyond a plain SELECT.
 *
 * @param readHint what to put at the end of a query of many rows, with a space before it; empty
 *     where the source knows no such thing
 * @param rowCount the expression that counts rows; empty where the source knows none
 */
public record Features(String readHint, Optional<String> rowCount) {}
