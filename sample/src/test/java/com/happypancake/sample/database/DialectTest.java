package com.happypancake.sample.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Holds the statements against the files sqlserver.sql and h2.sql, in which each ends with a
 * semicolon and an empty line.
 */
class DialectTest {
  private static final List<LegacyTable> TABLES = LegacyCatalogue.hpc().tables();

  @Test
  void sqlServersTablesAreThoseOfTheCatalogue() throws IOException {
    assertThat(script(new SqlServerDialect())).isEqualTo(golden("sqlserver.sql"));
  }

  @Test
  void h2sTablesAreThoseOfTheCatalogue() throws IOException {
    assertThat(script(new H2Dialect())).isEqualTo(golden("h2.sql"));
  }

  private static String script(Dialect dialect) {
    List<String> statements = new ArrayList<>(dialect.prerequisites(TABLES));
    TABLES.forEach(table -> statements.add(dialect.createTable(table)));
    TABLES.forEach(table -> statements.add(dialect.insert(table)));
    TABLES.forEach(table -> statements.add(dialect.dropTable(table)));
    statements.addAll(dialect.leftovers());
    StringBuilder script = new StringBuilder();
    statements.forEach(statement -> script.append(statement).append(";\n\n"));
    return script.toString();
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = DialectTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void bracketsInNamesAreDoubled() {
    assertThat(Dialect.quoted("a]b")).isEqualTo("[a]]b]");
  }

  @Test
  void h2InAnotherModeIsRefusedWithWhatToAdd() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
      assertThatThrownBy(() -> Dialect.of(connection))
          .isInstanceOf(RefusedDatabaseException.class)
          .hasMessage(
              "the H2 database is in mode REGULAR, and a sample needs MSSQLServer;"
                  + " add ';MODE=MSSQLServer' to the URL");
    }
  }
}
