package com.happypancake.extractor;

import com.happypancake.extractor.source.ActualColumn;
import com.happypancake.extractor.source.ColumnReader;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.util.List;

/**
 * How one table is read.
 *
 * @param table what the schema says of it
 * @param columns how its columns are read, in the order of their field numbers
 * @param hasRowversion whether the database sets a column of it anew with each change of a row
 */
record TablePlan(LegacyTable table, List<PlannedColumn> columns, boolean hasRowversion) {

  TablePlan {
    columns = List.copyOf(columns);
  }

  /** Returns the name that a column has in the database. */
  String actualName(LegacyColumn column) {
    return columns.stream()
        .filter(planned -> planned.column().equals(column))
        .map(planned -> planned.actual().name())
        .findFirst()
        .orElseThrow();
  }

  /**
   * How one column is read.
   *
   * @param column what the schema says of it
   * @param actual what the database says of it
   * @param reader reads its values
   */
  record PlannedColumn(LegacyColumn column, ActualColumn actual, ColumnReader reader) {}
}
