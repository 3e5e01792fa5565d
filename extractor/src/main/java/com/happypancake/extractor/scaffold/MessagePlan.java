package com.happypancake.extractor.scaffold;

import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.Table;
import java.util.List;
import java.util.Optional;

/**
 * The plan of a table's message.
 *
 * @param table in the catalogue
 * @param name the message's
 * @param options the message's
 * @param remarks for people, a sentence each
 * @param lines its columns, in their order
 */
record MessagePlan(
    CatalogueTable table, String name, Table options, List<String> remarks, List<Line> lines) {

  MessagePlan {
    remarks = List.copyOf(remarks);
    lines = List.copyOf(lines);
  }

  /** Returns the columns that have a field. */
  List<Field> fields() {
    return lines.stream().flatMap(line -> line.field().stream()).toList();
  }

  /** Returns the columns that have none. */
  List<Line> leftOut() {
    return lines.stream().filter(line -> line.field().isEmpty()).toList();
  }

  /**
   * A column, with a field or without.
   *
   * @param number the column's place in the table, from 1 on, which is its field's number
   * @param column in the catalogue
   * @param field the field; empty for a column that is left out
   * @param remarks for people
   */
  record Line(int number, CatalogueColumn column, Optional<Field> field, List<String> remarks) {

    Line {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * A column's field.
   *
   * @param number the field's
   * @param name the field's
   * @param type how it holds values
   * @param options the field's
   */
  record Field(int number, String name, ColumnType type, Column options) {}
}
