package com.happypancake.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:sqlserver://db1|db1",
        "jdbc:sqlserver://db1:1434;databaseName=Fi|db1:1434, database Fi",
        "jdbc:sqlserver://db1\\LIVE;Database=Fi;encrypt=false|db1\\LIVE, database Fi",
        "jdbc:sqlserver://;serverName=db2;portNumber=9;databaseName={a;b}}c}|db2:9, database"
            + " a;b}}c",
        "jdbc:sqlserver://;;databaseName=Fi;|localhost, database Fi",
        "jdbc:h2:mem:x;MODE=MSSQLServer|embedded, database x",
        "jdbc:h2:file:./legacy/fi|embedded, database ./legacy/fi",
        "jdbc:h2:~/fi|embedded, database ~/fi",
        "jdbc:h2:tcp://db3:9092/~/fi;IFEXISTS=TRUE|db3:9092, database ~/fi",
      })
  void onlyServerAndDatabaseAreShown(String url, String shown) throws SourceException {
    assertThat(DatabaseProduct.of(url).address(url)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlserver://db1;user=sa;encrypt=false",
        "jdbc:sqlserver://db1;databaseName=x;PassWord={hunter;2}",
        "jdbc:sqlserver://db1;pwd=hunter;2",
        "jdbc:sqlserver://db1;;password=hunter",
        "jdbc:sqlserver://db1;applicationName={a};userName=hunter",
        "jdbc:sqlserver://db1;accessToken=hunter",
        "jdbc:sqlserver://db1;trustStorePassword=hunter",
        "jdbc:sqlserver://db1;keyStoreSecret=hunter",
        "jdbc:sqlserver://sa:hunter@db1:1433",
        "jdbc:h2:mem:x;USER=sa",
        "jdbc:h2:mem:x;MODE=MSSQLServer;password=hunter",
      })
  void secretsInTheUrlAreRefusedAndNotRepeated(String url) throws SourceException {
    DatabaseProduct product = DatabaseProduct.of(url);
    assertThatThrownBy(() -> product.address(url))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.LOGIN))
        .hasMessageContaining("give credentials by")
        .hasMessageNotContaining("hunter");
  }

  @Test
  void otherDatabasesAreRefusedByTheirScheme() {
    assertThatThrownBy(() -> DatabaseProduct.of("jdbc:postgresql://db1/x?password=hunter"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("jdbc:sqlserver:")
        .hasMessageContaining("jdbc:h2:")
        .hasMessageNotContaining("hunter");
  }
}
