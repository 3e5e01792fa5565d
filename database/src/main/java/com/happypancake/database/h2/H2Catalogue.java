package com.happypancake.database.h2;

import com.happypancake.database.Catalogue;
import com.happypancake.database.InformationSchemaCatalogue;
import java.util.Collection;

/**
 * H2's catalogue: the standard's, with indexes, and more of columns. It tells a binary(8) that each
 * change sets anew as ROWVERSION.
 */
final class H2Catalogue extends InformationSchemaCatalogue {

  @Override
  public String columns(Collection<String> schemas) {
    return columns(
        schemas,
        "CASE WHEN c.DATA_TYPE = 'BINARY' AND c.CHARACTER_MAXIMUM_LENGTH = 8"
            + " AND c.COLUMN_ON_UPDATE IS NOT NULL THEN 'ROWVERSION' ELSE c.DATA_TYPE END",
        "CASE c.IS_IDENTITY WHEN 'YES' THEN 1 ELSE 0 END",
        "CASE c.IS_GENERATED WHEN 'ALWAYS' THEN 1 ELSE 0 END");
  }

  @Override
  public String uniques(Collection<String> schemas) {
    return "SELECT c.TABLE_SCHEMA, c.TABLE_NAME, MIN(c.COLUMN_NAME)"
        + " FROM INFORMATION_SCHEMA.INDEXES i JOIN INFORMATION_SCHEMA.INDEX_COLUMNS c"
        + " ON c.INDEX_SCHEMA = i.INDEX_SCHEMA AND c.INDEX_NAME = i.INDEX_NAME"
        + " WHERE i.INDEX_TYPE_NAME LIKE 'UNIQUE%' AND "
        + Catalogue.within("c.TABLE_SCHEMA", schemas)
        + " GROUP BY c.TABLE_SCHEMA, c.TABLE_NAME, c.INDEX_NAME HAVING COUNT(*) = 1"
        + " ORDER BY 1, 2, 3";
  }
}
