package com.happypancake.extractor.plan;

import com.happypancake.database.Dialect;
import com.happypancake.database.Dialect.KeyLiteral;
import com.happypancake.database.SourceTable.IndexColumn;
import com.happypancake.database.SourceTable.SourceColumn;
import com.happypancake.database.column.ActualColumn;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.options.Pseudonym;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The key that orders a table and divides it into chunks.
 *
 * @param columns of the key; none if the table is read in one piece
 * @param obstacle why there is no key, as half a sentence; empty if there is one
 */
public record KeyChoice(List<KeyColumn> columns, Optional<String> obstacle) {

  public KeyChoice {
    columns = List.copyOf(columns);
  }

  /**
   * Chooses the key of a table: its clustered index, or else its primary key.
   *
   * @param pseudonymized whether the state must not hold original values of personal columns
   */
  public static KeyChoice of(Dialect dialect, TablePlan plan, boolean pseudonymized) {
    List<IndexColumn> index = plan.source().clusteredIndex();
    List<KeyColumn> key = new ArrayList<>();
    for (IndexColumn column : index.isEmpty() ? primary(plan) : index) {
      Optional<SourceColumn> found = plan.source().column(column.name());
      Optional<KeyLiteral> literal = found.map(SourceColumn::actual).flatMap(dialect::literal);
      if (literal.isEmpty()) {
        return none("values of its key's column " + column.name() + " have no exact literals");
      }
      ActualColumn actual = found.orElseThrow().actual();
      Optional<String> obstacle = obstacle(found.orElseThrow());
      if (obstacle.isPresent()) {
        return none(obstacle.get());
      }
      if (!dialect.isQuotable(actual.name())) {
        return none("the driver would change the name of its key's column " + actual.name());
      }
      if (pseudonymized && isPersonal(plan, actual.name())) {
        return none("its key's column " + actual.name() + " is pseudonymised");
      }
      key.add(new KeyColumn(actual, column.descending(), literal.get()));
    }
    return key.isEmpty()
        ? none("it has neither a clustered index nor a primary key")
        : new KeyChoice(key, Optional.empty());
  }

  private static KeyChoice none(String why) {
    return new KeyChoice(List.of(), Optional.of(why));
  }

  private static List<IndexColumn> primary(TablePlan plan) {
    List<IndexColumn> columns = new ArrayList<>();
    for (LegacyColumn column : plan.table().key()) {
      columns.add(new IndexColumn(plan.actualName(column), false));
    }
    return columns;
  }

  /** Returns why a column can't be compared with literals in its own order. */
  private static Optional<String> obstacle(SourceColumn column) {
    String name = column.actual().name();
    return switch (column.comparison()) {
      case EXACT -> Optional.empty();
      case OTHER_COLLATION ->
          Optional.of(
              "the collation of its key's column "
                  + name
                  + " is not the database's, so the source may compare literals in another order");
      case UNKNOWN ->
          Optional.of(
              "the source does not tell the collation of its key's column "
                  + name
                  + ", a "
                  + column.actual().typeName()
                  + ", so it may compare literals in another order");
    };
  }

  private static boolean isPersonal(TablePlan plan, String name) {
    // A column that the schema leaves out counts as personal.
    return plan.columns().stream()
        .filter(planned -> planned.actual().name().equals(name))
        .noneMatch(
            planned -> planned.column().options().getPseudonym() == Pseudonym.PSEUDONYM_NONE);
  }

  /**
   * A column of the key that orders a table.
   *
   * @param descending whether the greatest values come first; NULL is the least value
   */
  public record KeyColumn(ActualColumn actual, boolean descending, KeyLiteral literal) {}
}
