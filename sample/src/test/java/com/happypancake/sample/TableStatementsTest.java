package com.happypancake.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.database.DatabaseProduct;
import com.happypancake.database.TableStatements;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.sample.plan.SampleProgress;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the statements against the files sqlserver.sql and h2.sql, in which each ends with a
 * semicolon and an empty line.
 */
class TableStatementsTest {
  private static final List<LegacyTable> TABLES = LegacyCatalogue.hpc().tables();

  @ParameterizedTest
  @CsvSource({"jdbc:sqlserver:, sqlserver.sql", "jdbc:h2:, h2.sql"})
  void theTablesAreThoseOfTheCatalogue(String url, String golden) throws Exception {
    DatabaseProduct product = DatabaseProduct.of(url);
    TableStatements tables = new TableStatements(product.types());
    List<String> statements = new ArrayList<>(product.dialect().prerequisites(TABLES));
    TABLES.forEach(table -> statements.add(tables.create(table)));
    TABLES.forEach(table -> statements.add(tables.insert(table)));
    TABLES.forEach(table -> statements.add(tables.drop(table)));
    statements.addAll(product.dialect().cleanup());
    StringBuilder script = new StringBuilder();
    statements.forEach(statement -> script.append(statement).append(";\n\n"));
    try (InputStream in = TableStatementsTest.class.getResourceAsStream(golden)) {
      assertThat(script)
          .hasToString(
              new String(
                  Objects.requireNonNull(in, golden).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void bracketsInNamesAreDoubled() {
    assertThat(TableStatements.quote("a]b")).isEqualTo("[a]]b]");
  }

  @Test
  void h2InAnotherModeIsRefusedWithWhatToAdd() {
    SamplePlan plan = new SamplePlan(SampleCountry.FI, 0.001, 1);
    assertThatThrownBy(
            () ->
                SampleDatabase.create(
                    plan, "jdbc:h2:mem:", new Properties(), SampleProgress.silent()))
        .isInstanceOf(RefusedDatabaseException.class)
        .hasMessage(
            "the H2 database is in mode REGULAR; expected MSSQLServer;"
                + " add ';MODE=MSSQLServer' to the URL");
  }
}
