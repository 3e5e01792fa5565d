package com.happypancake.extractor;

import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.OptionalLong;

/**
 * What is to be read of a table, as far as it is known before the first row.
 *
 * @param estimatedRows of the whole table; empty where the source does not tell cheaply
 * @param earlierRows what stands already, of an earlier run that this one goes on with
 * @param earlierBytes of these rows, as the dump holds them before deflate
 * @param finished whether that run has read the table to its end, so that nothing more is told
 */
public record PlannedTable(
    LegacyTable table,
    OptionalLong estimatedRows,
    long earlierRows,
    long earlierBytes,
    boolean finished) {}
