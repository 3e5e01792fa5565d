package com.happypancake.extractor.check;

import com.happypancake.schemas.catalogue.LegacyTable;

/**
 * Something of a database's table that is not as the schema says.
 *
 * @param table as the schema has it
 * @param what as the end of a sentence that begins with the table's name and a colon
 */
record SchemaDifference(LegacyTable table, String what) {

  @Override
  public String toString() {
    return table.qualifiedName() + ": " + what;
  }
}
