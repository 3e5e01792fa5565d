package com.happypancake.database;

import java.util.Optional;

/**
 * What a source was seen to understand beyond a plain SELECT.
 *
 * @param readHint what to put at the end of a query of many rows, with a space before it; empty
 *     where the source knows no hint
 * @param rowCount the expression that counts rows; empty where the source knows none
 */
public record QueryFeatures(String readHint, Optional<String> rowCount) {}
