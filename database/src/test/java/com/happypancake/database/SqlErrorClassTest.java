package com.happypancake.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.database.h2.H2;
import com.happypancake.database.sqlserver.SqlServer;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlErrorClassTest {

  @ParameterizedTest
  @CsvSource({
    "229, S0005, MISSING_RIGHTS",
    "230, S0001, MISSING_RIGHTS",
    "297, S0001, MISSING_RIGHTS",
    "300, S0001, MISSING_RIGHTS",
    "208, S0001, NO_SUCH_TABLE",
    "207, S0001, NO_SUCH_COLUMN",
    "102, S0001, NOT_UNDERSTOOD",
    "195, S0001, NOT_UNDERSTOOD",
    "1222, S0051, LOCKED",
    "1205, S0052, DEADLOCK",
    "3960, S0002, CONFLICT",
    "0, 08S01, LOST",
    "596, S0001, LOST",
    "0, HY008, CANCELLED",
    "40613, S0001, BUSY",
    "0, HYT00, TIMEOUT",
    "0, 42501, MISSING_RIGHTS",
    "824, S0002, OTHER",
    "0, , OTHER",
  })
  void numberAndStateTellTheClassOnSqlServer(int number, String state, SqlErrorClass expected) {
    assertThat(new SqlServer().classify(new SQLException("'data'", state, number)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "90096, 90096, MISSING_RIGHTS",
    "42102, 42S02, NO_SUCH_TABLE",
    "42122, 42S22, NO_SUCH_COLUMN",
    "42001, 42001, NOT_UNDERSTOOD",
    "50200, HYT00, LOCKED",
    "40001, 40001, DEADLOCK",
    "90131, 90131, CONFLICT",
    "57014, 57014, CANCELLED",
    "90067, 90067, LOST",
    "22018, 22018, OTHER",
  })
  void numberAndStateTellTheClassOnH2(int number, String state, SqlErrorClass expected) {
    assertThat(new H2().classify(new SQLException("'data'", state, number))).isEqualTo(expected);
  }

  @Test
  void theExceptionsClassTellsWhatItsNumberDoesNot() {
    SqlServer product = new SqlServer();
    assertThat(product.classify(new SQLTimeoutException("timed out", "HY008", 0)))
        .isEqualTo(SqlErrorClass.TIMEOUT);
    assertThat(product.classify(new SQLTransientException("later"))).isEqualTo(SqlErrorClass.BUSY);
  }

  @ParameterizedTest
  @CsvSource({"LOCKED", "DEADLOCK", "CONFLICT", "TIMEOUT", "CANCELLED", "LOST", "BUSY"})
  void nothingIsRefusedByAnErrorThatMayPass(SqlErrorClass errorClass) {
    assertThat(errorClass.isRefusal()).isFalse();
    assertThat(errorClass.isPassing()).isTrue();
  }
}
