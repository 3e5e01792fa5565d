package com.happypancake.extractor.check;

import com.happypancake.schemas.catalogue.LegacyTable;

/**
 * A difference between a database's table and the schema.
 *
 * @param table as the schema has it
 * @param what differs, as the end of a sentence that begins with the table's name and a colon
 */
record SchemaDifference(LegacyTable table, String what) {

  @Override
  public String toString() {
    return table.qualifiedName() + ": " + what;
  }
}
